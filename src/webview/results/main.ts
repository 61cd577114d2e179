import "./results.css";
import { startPage } from "../page/start";
import { initial, reduce } from "./reduce";
import { View } from "./view";

startPage({ kind: "results", initial, reduce, subject: (state) => state.results?.lab.id, View });
