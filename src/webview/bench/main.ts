import "./bench.css";
import { startPage } from "../page/start";
import { initial, reduce } from "./reduce";
import { View } from "./view";

startPage({ kind: "bench", initial, reduce, subject: (state) => state.bench?.lab.id, View });
