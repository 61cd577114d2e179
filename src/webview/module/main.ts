import "./module.css";
import { startPage } from "../page/start";
import { initial, reduce } from "./reduce";
import { View } from "./view";

startPage({
  kind: "module",
  initial,
  reduce,
  subject: (state) => (state.module === undefined ? undefined : String(state.module.number)),
  View,
});
