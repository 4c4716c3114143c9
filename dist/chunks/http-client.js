export { i as HttpClient } from "./actions-http.js";
