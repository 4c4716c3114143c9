export { t as deliverReport } from "./linkgate-deliver.js";
