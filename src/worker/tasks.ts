/** Entry of the pool's threads, built as `dist/tasks.js`: one export a call, found by its name. */
import { poolTasks } from "../core/poolTasks";

export const { benchStatistics, runChange, summariseJournals } = poolTasks;
