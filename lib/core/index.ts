/** What the nodes and their operations import. The services import from the folders themselves. */
export { contractMethods } from './editor/contract-methods';
export { contractOperation } from './contract/operation';
export { invalidInput } from './errors/service-error';
export { executeOperations } from './execution/execute';
export { encodeForm, pair } from './http/encoding';
export { readHeaders } from './http/headers';
export type { HttpResponse } from './http/response';
export type { ServiceRequest } from './http/service-request';
export { toAsciiWidth } from './http/typed-text';
export { encodePathSegment } from './http/url';
export { commonOptions, nameValueList, safeToRepeatField } from './operation/common-fields';
export type { OperationTable } from './operation/operation';
export { splitList } from './operation/parameter-values';
export type { ItemParameters } from './operation/parameters';
export { toProperties } from './operation/properties';
export { responseOptions } from './response/options';
