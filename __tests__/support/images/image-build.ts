/** The build of a Dockerfile at the root of its repository, which compiles the app there. */
export const imageBuild = {
  dockerfile: 'Dockerfile',
  context: '.',
  buildArgs: {},
  unknownArgs: [],
  by: 'Dockerfile',
  evidence: 'file',
  facts: { compilesGo: ['.'], indirect: false, prebuilt: false, copySources: [] },
  compiles: ['.'],
  decoy: false,
} as const
