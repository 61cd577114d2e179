import "./lab.css";
import { startPage } from "../page/start";
import { initial, reduce } from "./reduce";
import { View } from "./view";

startPage({ kind: "lab", initial, reduce, subject: (state) => state.lab?.lab.id, View });
