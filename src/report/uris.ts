import { version } from '../common/version.ts'

export const repositoryUri = 'https://github.com/linkgate/linkgate'

/** Directory with the documents of this version. */
export const docsUri = `${repositoryUri}/blob/v${version}/docs`
