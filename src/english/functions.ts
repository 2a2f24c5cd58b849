/** Scalar functions: how each is called, its type, and what it gives. */
export const SCALAR_FUNCTIONS = `
abs(number): real — The value without its sign
ago(span: timespan): datetime — Now minus a length of time
array_concat(array, …): dynamic — One array after the other
array_index_of(array, value): long — The place of a value in an array, -1 if it is not there
array_length(array): long — The number of elements
array_slice(array, start, end): dynamic — A part of an array
array_sort_asc(array): dynamic — The elements in order
array_sort_desc(array): dynamic — The elements in reverse order
bag_keys(bag): dynamic — The keys of a property bag
bag_merge(bag, …): dynamic — Property bags in one; the first one's keys win
bag_pack(key, value, …): dynamic — A property bag of keys and values
base64_decode_tostring(text): string — The text behind a Base64 text, read as UTF-8
base64_encode_tostring(text): string — A text as Base64
bin(value, size): datetime — The value rounded down to a multiple of the size
bin_at(value, size, fixed): datetime — Rounded down to bins, one of which begins at the fixed point
case(condition, then, …, else): string — The first value whose condition holds
ceiling(number): long — The next whole number above
coalesce(value, …): string — The first value that is there
column_ifexists(name, default): string — The column of that name, or the default where there is none
countof(text, search, kind): long — How often a text is in another
datetime_add(part, amount, time): datetime — A time moved by so many days, hours and so on
datetime_diff(part, later, earlier): long — How many bounds of days, hours and so on lie between two times
datetime_local_to_utc(time, zone): datetime — A local time as UTC
datetime_part(part, time): long — A part of a time, such as hour
datetime_utc_to_local(time, zone): datetime — A UTC time in a zone
dayofmonth(time): int — The day of the month
dayofweek(time): timespan — Days since Sunday, as a length of time
dayofyear(time): int — The day of the year
dynamic_to_json(value): string — A dynamic value as JSON with its keys in order
endofday(time, offset): datetime — The last moment of the day (UTC)
endofmonth(time, offset): datetime — The last moment of the month (UTC)
endofweek(time, offset): datetime — The last moment of the week, which ends on Saturday (UTC)
exp(number): real — e to the power of the number
extract(regex, group, text): string — What a group of a regular expression caught
extract_all(regex, text): dynamic — All that the groups of a regular expression caught
extract_json(path, text): string — The value at a path of a JSON text; for many values parse_json is faster
floor(value, size): long — Another name of bin
format_datetime(time, format): string — A time as text, by a pattern such as yyyy-MM-dd
format_ipv4(address, prefix): string — An IPv4 address with the bits after its prefix set to zero
format_timespan(span, format): string — A length of time as text
geo_info_from_ip_address(address): dynamic — Country, state, city and coordinates of an address
getmonth(time): int — The month, 1 to 12
getyear(time): int — The year
gettype(value): string — The type of a value at run time
has_any_index(text, list): long — The place of the first term of a list that is in a text, -1 if none is
has_any_ipv4(text, list): bool — One of these IPv4 addresses is in a text
has_any_ipv4_prefix(text, list): bool — An IPv4 address with one of these beginnings is in a text
has_ipv4(text, address): bool — This IPv4 address is in a text
hash(value, modulus): long — A hash (xxHash64)
hash_md5(value): string — The MD5 hash of a value
hash_sha1(value): string — The SHA-1 hash of a value
hash_sha256(value): string — The SHA-256 hash of a value
hourofday(time): int — The hour, 0 to 23
iff(condition, then, else): string — One of two values
indexof(text, search, start): long — The place of a text in another, -1 if it is not there
ingestion_time(): datetime — When the row was taken in
ipv4_compare(a, b, prefix): long — -1, 0 or 1, as one IPv4 address is before, equal to or after the other
ipv4_is_in_any_range(address, ranges): bool — The address is in one of the ranges
ipv4_is_in_range(address, range): bool — The address is in a range such as 10.0.0.0/8
ipv4_is_match(a, b, prefix): bool — Both IPv4 addresses are the same, up to a prefix
ipv4_is_private(address): bool — The address is of a private network
ipv6_is_in_range(address, range): bool — The address is in a range of IPv6
ipv6_is_match(a, b, prefix): bool — Both addresses are the same, up to a prefix
isascii(text): bool — The text has ASCII characters only
isempty(value): bool — The value is an empty text or null
isfinite(number): bool — The number is neither infinite nor NaN
isnotempty(value): bool — The value is neither an empty text nor null
isnotnull(value): bool — The value is there; texts are never null
isnull(value): bool — The value is not there; texts are never null
jaccard_index(a, b): real — How alike two sets are, 0 to 1
log(number): real — The natural logarithm
log10(number): real — The logarithm to base 10
make_datetime(year, month, day, hour, minute, second): datetime — A time from its parts
make_timespan(days, hours, minutes, seconds): timespan — A length of time from its parts
max_of(value, …): real — The largest of the arguments
min_of(value, …): real — The smallest of the arguments
monthofyear(time): int — The month, 1 to 12
new_guid(): guid — A new identifier
next(column, offset, default): string — The value some rows further on; the rows must be in order
not(condition): bool — The opposite
now(offset: timespan): datetime — The present (UTC)
pack_all(): dynamic — All columns of the row in a property bag
pack_array(value, …): dynamic — The values as an array
parse_command_line(text, kind): dynamic — A command line as an array of its arguments
parse_csv(text): dynamic — A line of comma-separated values as an array
parse_ipv4(address): long — An IPv4 address as a number
parse_json(text): dynamic — A JSON text as a value whose parts can be read
parse_path(path): dynamic — A path in its parts: root, folder, file name, extension
parse_url(url): dynamic — A URL in its parts: scheme, host, port, path, query
parse_urlquery(query): dynamic — The parameters of a URL
parse_user_agent(text, look): dynamic — Browser, system and device of a user agent
parse_version(text): decimal — A version as a number that can be compared
parse_xml(text): dynamic — An XML text as a value whose parts can be read
percentile_array(array, percent): real — A percentile of the elements
pow(base, exponent): real — A power
prev(column, offset, default): string — The value some rows before; the rows must be in order
rand(range): real — A number by chance
repeat(value, count): dynamic — An array with one value so many times
replace_regex(text, regex, new): string — All that fits a regular expression replaced
replace_string(text, old, new): string — All occurrences replaced
reverse(text): string — The characters in reverse order
round(number, digits): real — The number rounded
row_cumsum(column, restart): real — The sum up to this row; the rows must be in order
row_number(start, restart): long — The number of the row; the rows must be in order
row_window_session(time, longest, gap, restart): datetime — When the session of the row began; the rows must be in order
series_decompose_anomalies(series, threshold, season, trend): dynamic — Points of a series that are out of the ordinary
series_fit_line(series): dynamic — The line that fits a series best
series_stats(series): dynamic — Least, greatest, average and other figures of a series
set_difference(a, b): dynamic — Elements of the first set that are not in the second
set_has_element(set, value): bool — The value is in the set
set_intersect(a, b): dynamic — Elements that both sets have
set_union(a, b): dynamic — Elements that one of the sets has
split(text, delimiter, index): dynamic — The parts of a text between delimiters
sqrt(number): real — The square root
startofday(time, offset): datetime — The first moment of the day (UTC)
startofmonth(time, offset): datetime — The first moment of the month (UTC)
startofweek(time, offset): datetime — The first moment of the week, which begins on Sunday (UTC)
startofyear(time, offset): datetime — The first moment of the year (UTC)
strcat(text, …): string — Texts joined
strcat_array(array, delimiter): string — The elements joined with a delimiter
strcat_delim(delimiter, text, …): string — Texts joined with a delimiter
string_size(text): long — The size of a text in bytes
strlen(text): long — The number of characters
substring(text, start, length): string — A part of a text; the first character is 0
tobool(value): bool — The value as true or false
todatetime(value): datetime — The value as a time
todecimal(value): decimal — The value as a decimal number
todouble(value): real — The value as a number
todynamic(text): dynamic — Another name of parse_json
toguid(value): guid — The value as an identifier
tohex(number): string — The number in hexadecimal digits
toint(value): int — The value as a whole number of 32 bits
tolong(value): long — The value as a whole number of 64 bits
tolower(text): string — The text in small letters
toreal(value): real — The value as a number
toscalar(table): dynamic — The first cell of a table as a value
tostring(value): string — The value as text
totimespan(value): timespan — The value as a length of time
toupper(text): string — The text in capital letters
translate(from, to, text): string — Characters replaced one by one
treepath(bag): dynamic — All paths of a property bag
trim(regex, text): string — The text without what fits at both ends
trim_end(regex, text): string — The text without what fits at its end
trim_start(regex, text): string — The text without what fits at its start
unixtime_milliseconds_todatetime(number): datetime — Milliseconds since 1970 as a time
unixtime_seconds_todatetime(number): datetime — Seconds since 1970 as a time
url_decode(text): string — The text behind percent signs
url_encode(text): string — A text with percent signs, as in a URL
week_of_year(time): int — The week of the year (ISO 8601)
zip(array, array): dynamic — Elements of two arrays side by side
`;

/** Functions over rows, for summarize and make-series. */
export const AGGREGATES = `
any(column): string — Another name of take_any
arg_max(number, column, …): string — The row with the greatest value; * for all its columns
arg_min(number, column, …): string — The row with the least value; * for all its columns
avg(number): real — The average
avgif(number, condition): real — The average of rows for which the condition holds
binary_all_or(number): long — All bits that one of the rows has
buildschema(dynamic): dynamic — The shape of dynamic values
count(): long — The number of rows
countif(condition): long — The number of rows for which the condition holds
count_distinct(column): long — The number of different values, exactly
dcount(column, accuracy): long — The number of different values, approximately
dcountif(column, condition): long — The number of different values where the condition holds, approximately
hll(column): dynamic — What dcount keeps, for merging later
make_bag(bag, size): dynamic — One property bag of many
make_list(column, size): dynamic — All values in an array
make_list_if(column, condition, size): dynamic — All values where the condition holds
make_set(column, size): dynamic — The different values in an array
make_set_if(column, condition, size): dynamic — The different values where the condition holds
max(column): real — The greatest value
maxif(column, condition): real — The greatest value where the condition holds
min(column): real — The least value
minif(column, condition): real — The least value where the condition holds
percentile(number, percent): real — The value below which so many percent lie
percentiles(number, percent, …): real — Several percentiles at once
stdev(number): real — The standard deviation
stdevif(number, condition): real — The standard deviation where the condition holds
sum(number): real — The sum
sumif(number, condition): real — The sum where the condition holds
take_any(column, …): string — Any row's value
take_anyif(column, condition): string — Any value where the condition holds
variance(number): real — The variance
`;

/** Functions that only Defender has. Those marked `invoke` take the rows before the pipe. */
export const DEFENDER_FUNCTIONS = `
FileProfile(hash, rows): table — For invoke: prevalence, signer and threat of up to 1,000 files by their SHA1 or SHA256 (100 if not told)
DeviceFromIP(IP, Timestamp): table — For invoke: the device that had a private address at a time
AssignedIPAddresses(device, time): table — The addresses that a device had, by its id or name
SeenBy(device): table — For invoke: the onboarded devices that have seen a device
GetFirstSeenBehaviors(): table — For invoke on BehaviorInfo: behaviors that were seen for the first time
GetUncommonValueBehaviors(): table — For invoke on BehaviorInfo: behaviors with uncommon values
GetHighVolumeAnomalyBehaviors(): table — For invoke on BehaviorInfo: behaviors of unusual volume
GetAnomalousBehaviorsByKind(entityKind, insightType): table — For invoke on BehaviorInfo: anomalies of a kind of entity
GetAnomalousBehaviorsByValue(entityValue, insightType): table — For invoke on BehaviorInfo: anomalies of one entity
GetAnomalousBehaviorsAbout(filters): table — For invoke on BehaviorInfo: anomalies that fit one to three filters
`;

/** Plugins for evaluate. */
export const PLUGINS = `
autocluster(size): table — Groups of values that are common to many rows
bag_unpack(column, prefix): table — A column for each key of a property bag
basket(threshold): table — Values that often occur together
diffpatterns(column, a, b): table — Values that tell two groups of rows apart
ipv4_lookup(table, address, network): table — Joins addresses with a table of networks
narrow(): table — One row for each cell
pivot(column, aggregate, rows): table — A column for each value
`;
