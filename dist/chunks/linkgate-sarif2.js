export { n as sarifText } from "./linkgate-sarif.js";
