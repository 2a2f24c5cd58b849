/** Functions of places on the Earth, a sphere; all are null where a place is none. */
import { convert } from '../conversion';
import { unsupported } from '../plan';
import { refusable } from '../scripted/refusing';
import { scripted } from '../scripted/scripted';
import { ofReal, ofText, type ScalarFunction } from './call';

/** By its spheroid the service may measure in several ways; none is published. */
const distance: ScalarFunction = ([lng1, lat1, lng2, lat2, spheroid], call) => {
  if (spheroid && spheroid.sql !== 'false') {
    throw unsupported("A distance on the spheroid of 'geo_distance_2points'", call.node);
  }
  return `kql_geo_distance(${[lng1, lat1, lng2, lat2].map((value) => convert(value, 'real')).join(', ')})`;
};

/** The circle's edge belongs to it. */
const inCircle: ScalarFunction = (args) => {
  const [lng, lat, ...center] = args.map((arg) => convert(arg, 'real'));
  const radius = center.pop()!;
  return `CASE WHEN ${radius} > 0 THEN kql_geo_distance(${[lng, lat, ...center].join(', ')}) <= ${radius} END`;
};

/** From the way back to the way on, clockwise. */
const angle: ScalarFunction = (args) => {
  const places = args.map((arg) => convert(arg, 'real'));
  const [first, second, third] = [0, 2, 4].map((index) => places.slice(index, index + 2).join(', '));
  return `kql_full_turn(kql_geo_azimuth(${second}, ${third}) - kql_geo_azimuth(${second}, ${first}))`;
};

const DEFAULT_ACCURACY = '5';

const toGeohash: ScalarFunction = ([lng, lat, accuracy]) => {
  const place = [lng, lat].map((value) => convert(value, 'real'));
  const length = accuracy ? convert(accuracy, 'long') : DEFAULT_ACCURACY;
  return `coalesce(${scripted('geo_point_to_geohash', ...place, length)}, '')`;
};

/** A shape is a dynamic value of GeoJSON and stands last. */
const ofShape =
  (name: string, type: 'DOUBLE' | 'BOOLEAN'): ScalarFunction =>
  (args) => {
    const place = args.slice(0, -1).map((value) => convert(value, 'real'));
    return `${refusable(name, ...place, convert(args.at(-1)!, 'dynamic'))}::${type}`;
  };

export const GEOGRAPHY: Record<string, ScalarFunction> = {
  geo_distance_2points: distance,
  geo_point_in_circle: inCircle,
  geo_azimuth: ofReal((...places) => `kql_geo_azimuth(${places.join(', ')})`),
  geo_angle: angle,
  geo_point_to_geohash: toGeohash,
  geo_geohash_to_central_point: ofText((hash) => scripted('geo_geohash_to_central_point', hash)),
  geo_geohash_to_polygon: ofText((hash) => scripted('geo_geohash_to_polygon', hash)),
  geo_geohash_neighbors: ofText((hash) => refusable('geo_geohash_neighbors', hash)),
  geo_point_in_polygon: ofShape('geo_point_in_polygon', 'BOOLEAN'),
  geo_distance_point_to_line: ofShape('geo_distance_point_to_line', 'DOUBLE'),
  geo_distance_point_to_polygon: ofShape('geo_distance_point_to_polygon', 'DOUBLE'),
  geo_line_length: ofShape('geo_line_length', 'DOUBLE'),
  geo_polygon_area: ofShape('geo_polygon_area', 'DOUBLE'),
  geo_polygon_perimeter: ofShape('geo_polygon_perimeter', 'DOUBLE'),
};
