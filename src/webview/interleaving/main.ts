import "./interleaving.css";
import { startPage } from "../page/start";
import { initial, reduce } from "./reduce";
import { View } from "./view";

startPage({
  kind: "interleaving",
  initial,
  reduce,
  subject: (state) => state.page && `${state.page.lab.id}/${state.page.check.id}`,
  View,
});
