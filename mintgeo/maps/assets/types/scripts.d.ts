// What the scripts of the pages say to each other. Data that Python gives them stand in data.d.ts.

import "leaflet";

declare global {
/** The language of a theme and its words, given by the page. */
const lang: "de" | "en";
const words: Record<string, string[]>;

type Values = Record<string, any>;
type Child = Node | string;
/** What a tooltip or a popup holds. */
type Told = HTMLElement | string;
type Act<T> = (value: T) => void;
type Latlng = [number, number];

interface Features<P> extends GeoJSON.FeatureCollection<any, P> {
  features: Feature<P>[];
}
/** A shape; its places in degrees are made anew whenever they are asked for. */
type Feature<P> = GeoJSON.Feature<any, P> & { packed: PackedLines };
type PackedLines = { shape: string; scale: number; type: "MultiPolygon" | "MultiLineString" };
/** Lines on the square of Web Mercator, and the box around them. */
type Corners = { lines: Float64Array[]; box: number[] };
type Unpacked<T> = { [K in keyof T]: T[K] extends Packed<infer P> ? Features<P> : T[K] };
type Data<K extends keyof ThemesData> = Unpacked<ThemesData[K]>;
/** Themes of Kreise by class. */
type KreisData<P> = {
  views: View[]; palette: string[]; kreise: Features<P>; borders: Features<Nothing>; who: string; classes: number[];
};
type KreisViews = { name: string; views: Record<string, [number, number, ...(number | undefined)[]]> };

/** A part of a theme that can be switched; it has its place in the panels. */
interface Entry {
  name: string;
  layer: L.Layer;
  shown: boolean;
  kind?: any;
  colour?: string;
  label?: Node;
  box?: HTMLInputElement | null;
  turned?: () => void;
  /** Without a sign of its own in the list. */
  plain?: boolean;
}

/** What a theme has drawn, and its parts of the panels. */
interface Drawn {
  title?: string;
  entries?: Entry[];
  /** Those of the entries that the list of layers shows; all by default. */
  listed?: Entry[];
  control?: Act<HTMLElement>;
  legend?: Act<HTMLElement>;
  whole?: Entry;
  notice?: string | false;
  told: Values | null;
  /** What a link keeps beside its switches; nothing while it is as at first. */
  state?: { get: () => string; set: Act<string> };
  /** What can be searched for. */
  finds?: () => Found[];
  /** What a thumb beside it means. */
  spots?: () => { at: Latlng; off: L.Point; open: () => void }[];
}
/** Something with a name, and how to get there; lower orders and weights come first. */
interface Found {
  name: string;
  about: string;
  order: number;
  weight: number;
  go: () => void;
}
/** How its name, and all that is known of it, can be written. */
type Folded = { found: Found; names: string[]; hay: string };
/** What the card tells of; its outline on the map, and the name by which a link finds it again. */
interface Chosen {
  key: string | null;
  mark: L.Layer | null;
  told: () => Told;
}
type NamePlace = { name: string; at: Latlng; size: number; width: number; made: HTMLElement | null };
type NamePlaced = { place: NamePlace; x: number; y: number; height: number };
interface Part extends Drawn {
  theme: ThemeLayer;
  boxes: HTMLElement[];
  entries: Entry[];
  shown: boolean;
}

interface ThemeLayer extends L.FeatureGroup<any> {
  kind: keyof ThemesData;
  source: string;
  part: Part;
  data: ThemeData;
  read(): any;
  register(map: L.Map): void;
}

type DrawThemes = { [K in keyof ThemesData]?: (theme: ThemeLayer, map: L.Map, data: Data<K>) => Drawn };
interface Themes extends DrawThemes {
  layer?: (kind: string, source: string) => ThemeLayer;
  page?: (map: L.Map, about: About, layers: { layer: ThemeLayer; shown: boolean }[]) => void;
}

interface Panels {
  control: HTMLDetailsElement;
  choices: HTMLElement;
  layers: HTMLElement;
  legend: HTMLElement;
  box: HTMLElement;
  parts: Part[];
  refresh: () => void;
  /** Spots of every place, by their latitude in parts of a hundred thousand. */
  turns: Map<number, Turned[][]>;
  canvas?: L.Canvas;
  card?: HTMLElement;
  chosen: Chosen | null;
  /** What is chosen of offers, all shares of some offers only, and whether an area shows them. */
  filter: { topic: Choice | null; age: Choice | null };
  filtered: FilteredShares[];
  followed: boolean;
  /** States of the switches as the page began, and the room beside the panels. */
  first: number[];
  room: L.FitBoundsOptions;
  settle?: () => void;
  whole?: () => L.LatLngBounds | null;
}
/** A spot among those of its place. */
interface Turned {
  at: Latlng;
  turn?: [number, number];
}
/** A form as a symbol of the legend. */
interface Sign {
  kind?: any;
  colour?: string;
}

/** A class of markers of ours. */
type MakeMarker = new (at: Latlng, options: any) => L.CircleMarker;

/** An offer or a partner as it is drawn. */
interface Offer extends OfferSpot, Turned {
  at: Latlng;
}
/** What stands in a menu, which offers it fits, and what the study calls it. */
type Choice = { text: string; key: string | null; fits: (spot: Offer) => boolean };
/** Offers or partners of one category, and one that is seen. */
interface Kind {
  text: string;
  colour?: string;
  spots: Offer[];
  shown: boolean;
  kind?: any;
  marker?: (spot: Offer) => L.Layer;
}
interface Marked extends Entry {
  layer: L.LayerGroup;
  text: string;
  spots: Offer[];
  marker?: (spot: Offer) => L.Layer;
  markers: OfferMarker[];
  wanted: OfferMarker[];
}
/** `x` and `y` are pixels of the world at zoom 0. */
type OfferMarker = { spot: Offer; kind: Marked; x: number; y: number; make: (spot: Offer) => any; marker: any };
/** Offers too near to each other to be drawn one by one. */
type Crowd = { members: OfferMarker[]; middle: L.Point };

interface Placed extends PlacedRow {
  check: string;
  kind: ExactClass;
  marker?: any;
}
/** A row that somebody can put elsewhere, placed or not. */
type Correctable = LostRow & { at?: Latlng };
type Decision = keyof CorrectionFile["decisions"];
/** What somebody has decided of a row. */
type Made = { decision: Decision; at: Latlng; place: string; date: string; note: string };
interface Correcting {
  rows: Correctable[];
  titleOf: (row: Correctable) => string;
}
/** What is being decided. */
interface Editing {
  row: Correctable;
  handle: L.Marker;
  decision: Decision | null;
  place: string;
  where: HTMLInputElement;
  note: HTMLInputElement;
  take: HTMLButtonElement;
}
/** Rows of one class. */
interface Rows extends Entry {
  kind: ExactClass;
  rows: Placed[];
  box?: HTMLInputElement | null;
}
/** Who is reached: places, people in whole parts, flags and counts of stops by point; sums by Kreis. */
interface Cover {
  lats: Float64Array;
  lons: Float64Array;
  people: number[];
  before: Uint8Array;
  times: Uint16Array;
  had: Float64Array;
  gained: Float64Array;
  rows: Int32Array[];
  put: (runs: Int32Array, by: 1 | -1) => void;
  within: (runs: Int32Array) => number;
  alone: (runs: Int32Array, on: boolean) => number;
  near: (at: Latlng) => Int32Array;
}
interface CrowdLayer extends L.Layer {
  redraw: () => void;
}
/** A candidate, or a stop that the reader has put somewhere (`added`); `sign` has its number. */
interface Trial extends TrialStop {
  at: Latlng;
  runs: Int32Array;
  number: number;
  on: boolean;
  added: boolean;
  marker?: any;
  sign?: any;
}
interface TrialActs {
  add: () => void;
  undo: () => void;
  restore: () => void;
  other: Act<number>;
  clear: () => void;
  save: () => void;
  toggle: Act<Trial>;
  go: Act<Trial>;
}
interface CardActs {
  toggle: Act<Trial>;
  rename: Act<Trial>;
  instead: (stop: Trial, next: Trial) => void;
  people: (parts: number) => string;
}
interface DrawnFlow extends Flow {
  line?: any;
  middle?: any;
}

interface Window {
  mintgeo?: any;
}
}

declare module "leaflet" {
  interface Map {
    mintgeo?: Panels;
    mintgeoCredits?: HTMLElement;
    mintgeoSized?: boolean;
  }
  interface Layer {
    /** What a layer stands for. */
    mintgeo?: any;
    /** More of what is chosen with it; whether nothing is. */
    mintgeoChosen?: Partial<Chosen>;
    mintgeoQuiet?: boolean;
    feature?: any;
    getElement(): any;
    setStyle(style: any): any;
    setRadius(radius: number): any;
  }
}
