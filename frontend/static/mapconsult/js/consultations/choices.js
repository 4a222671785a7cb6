/** The answers to choose from, as rows that come, go and change places. */

import { editRows } from "./rows.js";

editRows("choices");
