// Written by tools.write_js_types from _data.py, _plan_data.py and _theme_data.py; do not edit.

/** Lines, or rings of areas, in steps of whole parts of a degree, and what is said of them. */
type PackedShape<P> = {
  shape: string;
  properties: P;
};

/** Shapes in few letters, as of ``packed``; the script makes GeoJSON of them. */
type Packed<P> = {
  type: "MultiPolygon" | "MultiLineString";
  scale: number;
  features: PackedShape<P>[];
};

/** Points with what is said of them in columns, every word once, as of ``packed_spots``. */
type PackedSpots<P> = {
  columns: string[];
  words: any[];
  rows: number[][];
};

/** Texts, every one once, with a letter between them; and in steps which of them a row says. */
type TextColumn = {
  words: string;
  mark: string;
  rows: string;
};

/** Points in whole parts of a degree, with texts in columns, as of ``packed_texts``. */
type PackedTexts<P> = {
  parts: number;
  at: string;
  texts: Record<string, TextColumn>;
};

/** What is said of a line that only lies there. */
type Nothing = {
};

/** A name. */
type Named = {
  name: string;
};

/** A class of a legend. */
type NamedClass = {
  name: string;
  colour: string;
};

/** A mode and a threshold that can be chosen. */
type View = {
  key: string;
  label: string;
  minutes: number;
  mode: string;
  mode_key: string;
  first: boolean;
};

/** The view that an area belongs to. */
type ReachedArea = {
  view: string;
};

/** What every theme has. */
type ThemeData = {
  bounds: [[number, number], [number, number]] | null;
  credits: string[];
  vintages?: string[];
  missing?: number;
};

/** A basemap. */
type Tiles = {
  name: string;
  url: string;
  attribution: string;
  max_zoom: number;
  host: string;
};

/** What a page of ours begins with. */
type About = {
  bounds: [[number, number], [number, number]] | null;
  limited: boolean;
  basemap: Tiles | null;
};

type ClassText = {
  name: string;
  text: string;
  class: number;
};

type ClassSpot = {
  at: [number, number];
  name: string;
  text: string;
  class: number;
};

type Home = {
  at: [number, number];
  place: string;
  people: number;
  minutes: number | string;
  class: number;
};

/** Where people live; by mode their way to the nearest offer. */
type TownHome = {
  at: [number, number];
  people: number;
  place: string;
  times: Record<string, [number | null, string | null, string, boolean]>;
};

/** An offer or a partner: what its table knows, as texts. */
type OfferSpot = {
  at: [number, number];
  name?: string;
  category?: string;
  street?: string;
  postcode?: string;
  place?: string;
  topics?: string;
  provider?: string;
  age_min?: string;
  age_max?: string;
};

/** A participant's place, or the meeting. */
type PersonSpot = {
  at: [number, number];
  name?: string;
  postcode?: string;
  place?: string;
};

/** Participants of a Kreis. */
type CountCircle = {
  at: [number, number];
  name: string;
  about: boolean;
  count: number;
  rate: number | null;
  small: boolean;
};

/** A place that somebody may choose for a row. */
type CandidateSpot = {
  at: [number, number];
  name: string;
};

/** What was decided of a row when it was placed; it lies where it was put. */
type WasDecided = {
  decision: "moved" | "chosen" | "right";
  place: string;
  date: string;
  note: string;
};

/** A row of a list with a place; ``rank`` among those to look at, or 0. */
type PlacedRow = {
  at: [number, number];
  id: string;
  level: string;
  radius: number | null;
  rank: number;
  address: string;
  note: string;
  choice: number;
  was: number;
};

/** A row without a place. */
type LostRow = {
  id: string;
  address: string;
  note: string;
  check: string;
  choice: number;
  was: number;
};

/** People on their way from a point; their numbers only where these are not public. */
type Flow = {
  at: [number, number];
  name: string;
  people: number;
  classes: (number | null)[];
  minutes?: number | null;
  km?: number | null;
  under?: number | null;
};

/** What a flow knows that is not public. */
type ExactWay = {
  minutes: number | null;
  km: number | null;
  under: number | null;
};

/** Where the journeys lead. */
type Venue = {
  at: [number, number];
  name: string;
};

/** The round that a line belongs to, and whether it follows roads. */
type OfRound = {
  round: number;
  straight: boolean;
};

/** A round that a van drives: what the legend calls it, and what is said of it. */
type TourRound = {
  name: string;
  text: string;
  colour: string;
};

/** A stop of a round by its number, or a depot, and what is said of it. */
type TourStop = {
  at: [number, number];
  sign: string;
  name: string;
  lines: string[];
  round: number;
};

/** A stop of a plan: its number, its name, and what is said of it. */
type PlannedStop = {
  at: [number, number];
  sign: string;
  name: string;
  lines: string[];
};

/** Of ``PlanLayer``; ``look`` is the form of its marks. */
type PlanData = {
  bounds: [[number, number], [number, number]] | null;
  credits: string[];
  vintages?: string[];
  missing?: number;
  stops: PlannedStop[];
  look: string;
  name: string;
};

/** Of ``ToursLayer``; depots belong to no round (-1). */
type ToursData = {
  bounds: [[number, number], [number, number]] | null;
  credits: string[];
  vintages?: string[];
  missing?: number;
  rounds: TourRound[];
  lines: Packed<OfRound>;
  stops: TourStop[];
  name: string;
  whole: string;
};

/** A candidate: its number in the plan, or 0, and how it came into it. */
type TrialStop = {
  at: [number, number];
  id: string;
  name: string;
  order: number;
  status: "required" | "chosen" | "";
};

/** The file that a page saves: its name, and what stands in it beside the stops. */
type PlanFile = {
  name: string;
  format: string;
  version: number;
  mode: string;
  minutes: number;
};

/** Of ``WhatIfLayer``; texts without words are numbers, as of ``packed_numbers``. */
type WhatIfData = {
  bounds: [[number, number], [number, number]] | null;
  credits: string[];
  vintages?: string[];
  missing?: number;
  who: string;
  within: string;
  parts: number;
  scale: number;
  points: string;
  people: string;
  areas: string;
  before: string;
  kreise: string[];
  residents: number[];
  coarse: number[];
  stops: PackedSpots<TrialStop>;
  others: number[][];
  cover: string;
  existing: PersonSpot[];
  radius: number;
  off: number | null;
  file: PlanFile;
};

/** Of ``NamesLayer``: places of the most people first. */
type NamesData = {
  bounds: [[number, number], [number, number]] | null;
  credits: string[];
  vintages?: string[];
  missing?: number;
  names: string[];
  at: number[];
  parts: number;
  large: number[];
  seen: Record<string, number>;
};

/** A Kreis, and whether it is of the area that matters. */
type GroundKreis = {
  name: string;
  own: boolean;
};

/** Of ``GroundLayer``. */
type GroundData = {
  bounds: [[number, number], [number, number]] | null;
  credits: string[];
  vintages?: string[];
  missing?: number;
  kreise: Packed<GroundKreis>;
  borders: Packed<Nothing>;
};

/** A Kreis; by view its class, whether that is in doubt, and the bounds of its share. */
type ShareKreis = {
  name: string;
  people: number;
  views: Record<string, [number, number, number, number]>;
};

/** Shares for the offers of a topic and an age; by view ``[Kreis, class, low, high, …]``. */
type FilteredShares = {
  topic: string | null;
  age: string | null;
  views: Record<string, number[]>;
};

/** Of ``CoverageLayer``. */
type CoverageData = {
  bounds: [[number, number], [number, number]] | null;
  credits: string[];
  vintages?: string[];
  missing?: number;
  who: string;
  per: string;
  views: View[];
  kreise: Packed<ShareKreis>;
  borders: Packed<Nothing>;
  classes: number[];
  palette: string[];
  areas: Packed<ReachedArea>;
  filtered: FilteredShares[];
};

/** A Kreis; by view class, doubt, change, people gained and lost, perhaps bounds. */
type ChangeKreis = {
  name: string;
  views: Record<string, [number, number, number, number, number, number?, number?]>;
};

/** Of ``ChangeLayer``. */
type ChangeData = {
  bounds: [[number, number], [number, number]] | null;
  credits: string[];
  vintages?: string[];
  missing?: number;
  title: string;
  who: string;
  views: View[];
  kreise: Packed<ChangeKreis>;
  borders: Packed<Nothing>;
  classes: number[];
  palette: string[];
};

/** An area without an offer; no ``extra_min`` beyond the limit of the search. */
type GapArea = {
  rank: number;
  name: string;
  kreise: string;
  population: number;
  extra_min: number | null;
  population_low?: number;
  population_high?: number;
  established?: boolean;
};

/** Of ``GapsLayer``. */
type GapsData = {
  bounds: [[number, number], [number, number]] | null;
  credits: string[];
  vintages?: string[];
  missing?: number;
  gaps: Packed<GapArea>;
  rural: boolean;
  who: string;
};

/** Of ``AreasLayer`` and ``ShapesLayer``; ``whole`` is what a switch for all of it says. */
type AreasData = {
  bounds: [[number, number], [number, number]] | null;
  credits: string[];
  vintages?: string[];
  missing?: number;
  caption: string;
  classes: NamedClass[];
  areas: Packed<ClassText>;
  lines: Packed<ClassText>;
  spots: PackedSpots<ClassSpot>;
  whole: string;
};

/** Of ``ReachLayer``. */
type ReachData = {
  bounds: [[number, number], [number, number]] | null;
  credits: string[];
  vintages?: string[];
  missing?: number;
  caption: string;
  classes: NamedClass[];
  spots: PackedSpots<Home>;
  who: string;
};

/** Of ``LocalLayer``. */
type LocalData = {
  bounds: [[number, number], [number, number]] | null;
  credits: string[];
  vintages?: string[];
  missing?: number;
  who: string;
  views: View[];
  areas: Packed<ReachedArea>;
  roads: Packed<Nothing>;
  people: TownHome[];
};

/** Offers of one category. */
type OfferKind = {
  category: string;
  colour: string;
  spots: PackedTexts<OfferSpot>;
};

/** Possible partners of one category. */
type PartnerKind = {
  category: string;
  pale: boolean;
  spots: OfferSpot[];
};

/** Of ``OffersLayer``. */
type OffersData = {
  bounds: [[number, number], [number, number]] | null;
  credits: string[];
  vintages?: string[];
  missing?: number;
  offers: OfferKind[];
  partners: PartnerKind[];
  ages: [number, number][];
};

/** Of ``PeopleLayer``. */
type PeopleData = {
  bounds: [[number, number], [number, number]] | null;
  credits: string[];
  vintages?: string[];
  missing?: number;
  people: PersonSpot[];
  meeting: PersonSpot[];
  counts: CountCircle[];
  per: string;
  quiet: boolean;
};

/** A class of match levels; its form stands in the script. */
type ExactClass = {
  key: "address" | "street" | "place" | "rough";
  name: string;
  levels: string[];
  colour: string;
};

/** The file that a page saves: name, words, the kind of the list, where points may lie. */
type CorrectionFile = {
  name: string;
  kind: string;
  header: string[];
  decisions: Record<"moved" | "chosen" | "right", string>;
  bounds: [[number, number], [number, number]];
};

/** Of ``PlacementLayer``; ``checks`` are signs of the spots, one after the other. */
type PlacementData = {
  bounds: [[number, number], [number, number]] | null;
  credits: string[];
  vintages?: string[];
  missing?: number;
  classes: ExactClass[];
  levels: Record<string, string>;
  spots: PackedSpots<PlacedRow>;
  checks: string;
  lost: LostRow[];
  personal: boolean;
  choices: CandidateSpot[][];
  was: WasDecided[];
  file: CorrectionFile;
};

/** Limits between classes, in minutes or kilometres. */
type WayView = {
  key: "time" | "way";
  limits: number[];
};

/** All people, medians of their way, and those whose way is not drawn. */
type Totals = {
  people: number;
  minutes?: number;
  km?: number;
  unplaced?: number;
  rest?: number;
};

/** What is drawn of journeys. */
type Flows = {
  views: WayView[];
  flows: Flow[];
  level: "place" | "kreis" | "area";
  totals: Totals;
  bounds: [[number, number], [number, number]] | null;
};

/** Of ``WaysLayer``. */
type WaysData = {
  views: WayView[];
  flows: Flow[];
  level: "place" | "kreis" | "area";
  totals: Totals;
  bounds: [[number, number], [number, number]] | null;
  credits: string[];
  vintages?: string[];
  missing?: number;
  venue: Venue;
  mode: string;
  palette: string[];
  public: boolean;
};

/** Data of every theme. */
type ThemesData = {
  names: NamesData;
  ground: GroundData;
  coverage: CoverageData;
  change: ChangeData;
  gaps: GapsData;
  areas: AreasData;
  reach: ReachData;
  local: LocalData;
  offers: OffersData;
  people: PeopleData;
  placement: PlacementData;
  ways: WaysData;
  plan: PlanData;
  tours: ToursData;
  what_if: WhatIfData;
};
