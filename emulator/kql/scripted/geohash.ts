/** Geohashes: the Earth halved by turns in longitude and latitude, five times for each letter. */
import { NotHandled, refusing } from './refusing';
import { ofKnown, type Scripted } from './scripted';

const LETTERS = '0123456789bcdefghjkmnpqrstuvwxyz';
const MOST_LETTERS = 18;
const BITS = 5;

/** Degrees; `east` and `north` are larger than `west` and `south`. */
interface Cell {
  west: number;
  east: number;
  south: number;
  north: number;
}

const EARTH: Cell = { west: -180, east: 180, south: -90, north: 90 };

const centerOf = ({ west, east, south, north }: Cell): [lng: number, lat: number] => [
  (west + east) / 2,
  (south + north) / 2,
];

/** The eastern or northern half of a cell, or the other one. */
function half(cell: Cell, ofLongitude: boolean, upper: boolean): Cell {
  const [lng, lat] = centerOf(cell);
  if (ofLongitude) {
    return upper ? { ...cell, west: lng } : { ...cell, east: lng };
  }
  return upper ? { ...cell, south: lat } : { ...cell, north: lat };
}

function geohashOf(lng: number, lat: number, length: number): string {
  let [cell, hash] = [EARTH, ''];
  for (let letter = 0; letter < length; letter++) {
    let number = 0;
    for (let bit = letter * BITS; bit < (letter + 1) * BITS; bit++) {
      const ofLongitude = bit % 2 === 0;
      const [centerLng, centerLat] = centerOf(cell);
      const upper = ofLongitude ? lng >= centerLng : lat >= centerLat;
      cell = half(cell, ofLongitude, upper);
      number = number * 2 + Number(upper);
    }
    hash += LETTERS.charAt(number);
  }
  return hash;
}

/** Undefined for what is no geohash. */
function cellOf(hash: string): Cell | undefined {
  const numbers = [...hash].map((letter) => LETTERS.indexOf(letter));
  if (numbers.length < 1 || numbers.length > MOST_LETTERS || numbers.includes(-1)) {
    return undefined;
  }
  const bits = numbers.flatMap((number) => [16, 8, 4, 2, 1].map((bit) => (number & bit) > 0));
  return bits.reduce((cell, upper, index) => half(cell, index % 2 === 0, upper), EARTH);
}

/** In the order that the service gives them: steps to the east and to the north. */
const NEIGHBORS = [
  [-1, -1],
  [-1, 1],
  [1, -1],
  [0, 1],
  [-1, 0],
  [1, 1],
  [1, 0],
  [0, -1],
] as const;

function neighborsOf(hash: string, cell: Cell): string {
  const [lng, lat] = centerOf(cell);
  const [width, height] = [cell.east - cell.west, cell.north - cell.south];
  const around = (degrees: number) => (degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees);
  const places = NEIGHBORS.map(([east, north]) => [around(lng + east * width), lat + north * height] as const);
  if (places.some(([, latitude]) => Math.abs(latitude) > 90)) {
    throw new NotHandled("A neighbor beyond a pole in 'geo_geohash_neighbors'");
  }
  return JSON.stringify(places.map(([longitude, latitude]) => geohashOf(longitude, latitude, hash.length)));
}

const ofCell = (write: (cell: Cell, hash: string) => unknown) =>
  ofKnown((hash) => {
    const cell = cellOf(hash!);
    const value = cell && write(cell, hash!);
    return value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);
  });

export const GEOHASH: Record<string, Scripted> = {
  geo_point_to_geohash: ofKnown((...texts) => {
    const [lng = NaN, lat = NaN, length = NaN] = texts.map(Number);
    const valid = Math.abs(lng) <= 180 && Math.abs(lat) <= 90 && length >= 1 && length <= MOST_LETTERS;
    return valid ? geohashOf(lng, lat, length) : null;
  }),
  geo_geohash_to_central_point: ofCell((cell) => ({ type: 'Point', coordinates: centerOf(cell) })),
  geo_geohash_to_polygon: ofCell(({ west, east, south, north }) => {
    const ring = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ];
    return { type: 'Polygon', coordinates: [ring] };
  }),
  geo_geohash_neighbors: refusing(ofCell((cell, hash) => neighborsOf(hash, cell))),
};
