import { rateLimitEntity } from '../../schema/shared-rate-limit.ts'
import { ApiKeyEntity } from './api-keys/api-key.entity.ts'
import { GroupEntity } from './groups/group.entity.ts'
import { GroupPermissionEntity } from './groups/group-permission.entity.ts'
import { MemberEntity } from './groups/member.entity.ts'
import { BrowserSessionEntity } from './login/browser-session.entity.ts'
import { LoginCodeEntity } from './login/login-code.entity.ts'
import { OtpSessionEntity } from './login/otp-session.entity.ts'
import { RefreshTokenEntity } from './login/refresh-token.entity.ts'
import { UserEntity } from './users/user.entity.ts'

/** Every table of the subgraph. */
export const entities = [
  UserEntity,
  GroupEntity,
  MemberEntity,
  GroupPermissionEntity,
  LoginCodeEntity,
  OtpSessionEntity,
  RefreshTokenEntity,
  BrowserSessionEntity,
  rateLimitEntity('identity'),
  ApiKeyEntity,
]
