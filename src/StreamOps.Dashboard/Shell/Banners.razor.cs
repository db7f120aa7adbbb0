using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Settings;

namespace StreamOps.Dashboard.Shell;

public sealed partial class Banners(ServiceInView service, IOptionsSnapshot<OperationsOptions> options, IOptions<SignInOptions> signIn)
{
    private Face _face;

    [Parameter, EditorRequired]
    public required FleetPicture Fleet { get; set; }

    // That nobody waits in what one sees is not that nobody waits.
    private string SightWords =>
        Fleet.Snapshot.Groups.Count switch
        {
            0 when !Fleet.Snapshot.IsComplete => "You see some stream groups alone. Reading which…",
            0 when signIn.Value.Contact is { Length: > 0 } contact => $"No stream group here is yours to see. Ask {contact} for one.",
            0 => "No stream group here is yours to see. Ask whoever runs StreamOps for one.",
            1 => "You see one stream group, and nothing of any other.",
            var count => $"You see {count} stream groups, and nothing of any other.",
        };

    private string Calls =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Fleet.Snapshot.Health.ListCallsPerSecond:0.#} of {Fleet.Snapshot.Health.ListCallsLimit:0.#} list calls a second"
        );

    protected override bool ShowsOther() =>
        Changes(
            ref _face,
            new Face(
                service.Mark,
                Fleet.Snapshot.Health,
                Fleet.Snapshot.Cut is not null,
                Fleet.Snapshot.Cut is null ? 0 : Fleet.Snapshot.Groups.Count,
                Fleet.Snapshot.IsComplete
            )
        );

    private readonly record struct Face(ServiceMark? Mark, PollHealth? Health, bool IsCut, int Groups, bool IsComplete);
}
