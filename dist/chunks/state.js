// src/world/state.ts
const stateNames = {
	run: "run",
	directory: "directory",
	repository: "repository"
};
export { stateNames as t };
