/** Command interpreters that a person or a script types into. */
export const shells = /^(\.?\/?\S*\/)?-?((ba|da|a|z|k|c|tc|fi)?sh|busybox|pwsh|powershell)(\.exe)?$/i;
