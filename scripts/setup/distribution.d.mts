/** Where apt-get gets this machine's packages from, without doubles; empty where there is no apt-get. */
export function packagePlaces(): Promise<readonly string[]>

/**
 * Makes the folder with what the packages hold (without what they depend on): of this machine's release, or of the
 * first of `releases` that a place of its packages has. Nothing is installed, and the system's lists of packages stay
 * as they are. A folder that is there already is kept. Throws a SetupError.
 */
export function unpackPackages(
  folder: string,
  packages: readonly string[],
  releases?: readonly string[],
): Promise<void>
