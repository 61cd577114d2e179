import "./doctor.css";
import { startPage } from "../page/start";
import { initial, reduce } from "./reduce";
import { View } from "./view";

startPage({ kind: "doctor", initial, reduce, subject: (state) => (state.doctor === undefined ? undefined : "doctor"), View });
