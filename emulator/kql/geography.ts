/**
 * SQL macros on the Earth as a sphere. Places are degrees, angles radians; `p`, `q` are latitudes in radians and `d` the
 * difference of the longitudes.
 */

/** The radius that the published distances follow from, in meters. */
export const EARTH_RADIUS = 6_371_010;

export const GEOGRAPHY: Record<string, string> = {
  'kql_on_earth(lng, lat)': 'lng BETWEEN -180 AND 180 AND lat BETWEEN -90 AND 90',
  'kql_haversine(p, q, d)': 'pow(sin((q - p) / 2), 2) + cos(p) * cos(q) * pow(sin(d / 2), 2)',
  'kql_arc(h)': '2 * atan2(sqrt(h), sqrt(greatest(1 - h, 0)))',
  'kql_geo_distance(lng1, lat1, lng2, lat2)':
    'CASE WHEN kql_on_earth(lng1, lat1) AND kql_on_earth(lng2, lat2) THEN' +
    ` ${EARTH_RADIUS} * kql_arc(kql_haversine(radians(lat1), radians(lat2), radians(lng2 - lng1))) END`,
  'kql_full_turn(a)': 'CASE WHEN a < 0 THEN a + 2 * pi() ELSE a END',
  'kql_bearing(p, q, d)': 'kql_full_turn(atan2(sin(d) * cos(q), cos(p) * sin(q) - sin(p) * cos(q) * cos(d)))',
  // one place, or two that lie opposite each other: many ways lead from the one to the other
  'kql_no_way(lng1, lat1, lng2, lat2)':
    '(lat1 = lat2 AND (abs(lng1 - lng2) IN (0, 360) OR abs(lat1) = 90))' +
    ' OR (lat1 = -lat2 AND (abs(lng1 - lng2) = 180 OR abs(lat1) = 90))',
  'kql_geo_azimuth(lng1, lat1, lng2, lat2)':
    'CASE WHEN kql_on_earth(lng1, lat1) AND kql_on_earth(lng2, lat2) AND NOT kql_no_way(lng1, lat1, lng2, lat2)' +
    ' THEN kql_bearing(radians(lat1), radians(lat2), radians(lng2 - lng1)) END',
};
