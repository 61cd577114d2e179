import "./timeline.css";
import { startPage } from "../page/start";
import { draft } from "./draft";
import { initial, reduce } from "./reduce";
import { View } from "./view";

startPage({ kind: "timeline", initial, reduce, subject: (state) => state.page?.lab.id, View, draft });
