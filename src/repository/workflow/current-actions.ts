/** GitHub's actions that linkgate writes into workflows, each with the version in its texts and examples. */
export const currentActions = {
  checkout: 'actions/checkout@v7',
  setupGo: 'actions/setup-go@v7',
  upload: 'actions/upload-artifact@v7',
  download: 'actions/download-artifact@v8',
  uploadSarif: 'github/codeql-action/upload-sarif@v4',
} as const
