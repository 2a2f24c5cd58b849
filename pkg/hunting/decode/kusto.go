package decode

import "strings"

// typeNames are the spellings of a type that the services use or document:
// Kusto's .NET names (seen live: String, DateTime, SByte, Int64, Double), its own
// short names, and Graph's. https://learn.microsoft.com/kusto/query/scalar-data-types
var typeNames = map[string]Type{
	"string":     TypeString,
	"datetime":   TypeDateTime,
	"date":       TypeDateTime,
	"timespan":   TypeTimeSpan,
	"time":       TypeTimeSpan,
	"sbyte":      TypeBool,
	"boolean":    TypeBool,
	"bool":       TypeBool,
	"int16":      TypeInt,
	"int32":      TypeInt,
	"int":        TypeInt,
	"int64":      TypeLong,
	"long":       TypeLong,
	"double":     TypeReal,
	"single":     TypeReal,
	"real":       TypeReal,
	"sqldecimal": TypeDecimal,
	"decimal":    TypeDecimal,
	"guid":       TypeGUID,
	"uniqueid":   TypeGUID,
	"uuid":       TypeGUID,
	"object":     TypeDynamic,
	"dynamic":    TypeDynamic,
}

// typeOf reads the service's name of a type, `System.Int64` as well as `Int64`.
// A type that is not known is read as text.
func typeOf(serviceType string) (kind Type, known bool) {
	name := serviceType[strings.LastIndex(serviceType, ".")+1:]
	kind, known = typeNames[strings.ToLower(strings.TrimSpace(name))]
	if !known {
		return TypeString, false
	}
	return kind, true
}

// TypeNamed is the type that the service calls so; TypeString where nobody knows it.
func TypeNamed(serviceType string) Type {
	kind, _ := typeOf(serviceType)
	return kind
}
