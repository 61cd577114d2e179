/** How a variant is told from the others without colour: dash and marker. The legend and the chart share it. */
export type Marker = "circle" | "rect" | "triangle" | "rectRot" | "cross" | "star";

const dashes: number[][] = [[], [7, 3], [2, 3], [9, 3, 2, 3], [12, 4], [4, 2]];
const markers: Marker[] = ["circle", "rect", "triangle", "rectRot", "cross", "star"];

export function seriesStyle(index: number): { dash: number[]; marker: Marker } {
  return { dash: dashes[index % dashes.length] ?? [], marker: markers[index % markers.length] ?? "circle" };
}

export const predictionDash = [4, 4];
/** Dots: no variant has them. */
export const earlierDash = [1, 3];
