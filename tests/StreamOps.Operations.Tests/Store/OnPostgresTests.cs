// The specifications of what is kept, once more: each with a database on a PostgreSQL server as its store.
using StreamOps.Operations.Tests.Acts;
using StreamOps.Operations.Tests.Attempts;
using StreamOps.Operations.Tests.Audit;
using StreamOps.Operations.Tests.Background;
using StreamOps.Operations.Tests.Claims;
using StreamOps.Operations.Tests.Commands;
using StreamOps.Operations.Tests.Episodes;
using StreamOps.Operations.Tests.Fleet;
using StreamOps.Operations.Tests.LastKnown;
using StreamOps.Operations.Tests.Links;
using StreamOps.Operations.Tests.Offers;
using StreamOps.Operations.Tests.Players;
using StreamOps.Operations.Tests.Rescue;
using StreamOps.Operations.Tests.Secrets;
using StreamOps.Operations.Tests.SignIns;
using StreamOps.Operations.Tests.StandBy;
using StreamOps.Operations.Tests.Takeover;
using StreamOps.Operations.Tests.Tokens;

namespace StreamOps.Operations.Tests.Store;

[OnPostgres]
public sealed class RolesAtTheDesksOnPostgresTests : RolesAtTheDesksTests;

[OnPostgres]
public sealed class AuditChainOnPostgresTests : AuditChainTests;

[OnPostgres]
public sealed class AuditDeskOnPostgresTests : AuditDeskTests;

[OnPostgres]
public sealed class AuditExportOnPostgresTests : AuditExportTests;

[OnPostgres]
public sealed class AuditLogOnPostgresTests : AuditLogTests;

[OnPostgres]
public sealed class AuditRetentionOnPostgresTests : AuditRetentionTests;

[OnPostgres]
public sealed class AuditTamperOnPostgresTests : AuditTamperTests;

[OnPostgres]
public sealed class RefusalSharesOnPostgresTests : RefusalSharesTests;

[OnPostgres]
public sealed class KeyTableOnPostgresTests : KeyTableTests;

[OnPostgres]
public sealed class StreamSessionCommandsOnPostgresTests : StreamSessionCommandsTests;

[OnPostgres]
public sealed class EpisodeRecorderOnPostgresTests : EpisodeRecorderTests;

[OnPostgres]
public sealed class RescueLinkDeskOnPostgresTests : RescueLinkDeskTests;

[OnPostgres]
public sealed class OfferDeskOnPostgresTests : OfferDeskTests;

[OnPostgres]
public sealed class EarlyReportsOnPostgresTests : EarlyReportsTests;

[OnPostgres]
public sealed class PlayerDeskOnPostgresTests : PlayerDeskTests;

[OnPostgres]
public sealed class RescueBrokenOffOnPostgresTests : RescueBrokenOffTests;

[OnPostgres]
public sealed class RescueDenialsOnPostgresTests : RescueDenialsTests;

[OnPostgres]
public sealed class RescueDeskOnPostgresTests : RescueDeskTests;

[OnPostgres]
public sealed class RescueInterleavingsOnPostgresTests : RescueInterleavingsTests;

[OnPostgres]
public sealed class RescuePaceOnPostgresTests : RescuePaceTests;

[OnPostgres]
public sealed class RescueRecoveryOnPostgresTests : RescueRecoveryTests;

[OnPostgres]
public sealed class RescueRepeatsOnPostgresTests : RescueRepeatsTests;

[OnPostgres]
public sealed class RescueRivalsOnPostgresTests : RescueRivalsTests;

[OnPostgres]
public sealed class RescueSecretsOnPostgresTests : RescueSecretsTests;

[OnPostgres]
public sealed class RescueStandstillOnPostgresTests : RescueStandstillTests;

[OnPostgres]
public sealed class RescueRacesOnPostgresTests : RescueRacesTests;

[OnPostgres]
public sealed class RescueTooLateOnPostgresTests : RescueTooLateTests;

[OnPostgres]
public sealed class LostAnswersOnPostgresTests : LostAnswersTests;

[OnPostgres]
public sealed class RescueWithoutStoreOnPostgresTests : RescueWithoutStoreTests;

[OnPostgres]
public sealed class OpenRescuePageOnPostgresTests : OpenRescuePageTests;

[OnPostgres]
public sealed class StandByHintsOnPostgresTests : StandByHintsTests;

[OnPostgres]
public sealed class StandByOnPostgresTests : StandByTests;

[OnPostgres]
public sealed class StandByTicketOnPostgresTests : StandByTicketTests;

[OnPostgres]
public sealed class TakeoverOnPostgresTests : TakeoverTests;

[OnPostgres]
public sealed class ClaimDeskOnPostgresTests : ClaimDeskTests;

[OnPostgres]
public sealed class SignInStoreOnPostgresTests : SignInStoreTests;

[OnPostgres]
public sealed class TokenDeskOnPostgresTests : TokenDeskTests;

[OnPostgres]
public sealed class WhoDidItOnPostgresTests : WhoDidItTests;

[OnPostgres]
public sealed class KeptAlikeOnPostgresTests : KeptAlikeTests;

[OnPostgres]
public sealed class StoreOutageOnPostgresTests : StoreOutageTests;

[OnPostgres]
public sealed class KeepersOnPostgresTests : KeepersTests;

[OnPostgres]
public sealed class ClaimedOffersOnPostgresTests : ClaimedOffersTests;

[OnPostgres]
public sealed class WaitingPageOffersOnPostgresTests : WaitingPageOffersTests;

[OnPostgres]
public sealed class WaitingLinkOffersOnPostgresTests : WaitingLinkOffersTests;

[OnPostgres]
public sealed class UnheldOffersOnPostgresTests : UnheldOffersTests;

[OnPostgres]
public sealed class ReloadedPageOnPostgresTests : ReloadedPageTests;

[OnPostgres]
public sealed class ProtocolScriptsOnPostgresTests : ProtocolScriptsTests;

[OnPostgres]
public sealed class ActorPaceOnPostgresTests : ActorPaceTests;

[OnPostgres]
public sealed class WhyAbsentOnPostgresTests : WhyAbsentTests;

[OnPostgres]
public sealed class LastKnownKeeperOnPostgresTests : LastKnownKeeperTests;
