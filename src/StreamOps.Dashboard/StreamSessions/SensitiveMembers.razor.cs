using MudBlazor;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Acts;

namespace StreamOps.Dashboard.StreamSessions;

/// <summary>What may hold tokens: masked until somebody who may has said why, and the audit has it.</summary>
public sealed partial class SensitiveMembers(IDialogService dialogs)
{
    private ElementReference _hide;
    private Person? _shownTo;
    private bool _takesFocus;
    private string _refusal = "";

    [Parameter, EditorRequired]
    public StreamSessionDetails? Details { get; set; }

    [Parameter]
    public CurrentOperator? Operator { get; set; }

    /// <summary>Whose session it is, whole. From outside.</summary>
    [Parameter]
    public string Player { get; set; } = "";

    /// <summary>Notes the look and its reason in the audit; nothing is shown before that is done, nor where it was refused.</summary>
    [Parameter, EditorRequired]
    public required Func<string, Task<ActionVerdict>> Reveal { get; set; }

    // Without a name the press asks for one.
    private ActionVerdict Permission => Operator is { } who ? ActorPermissions.For(DeskAct.SeeSensitive, who.Actor) : ActionVerdict.Allowed;

    // Who loses the permission meanwhile sees nothing any more, and who comes after says why themselves.
    private bool IsShown => _shownTo is { } looker && Operator?.Actor.Person.Is(looker) == true && Permission.IsAllowed;

    private ReasonQuestion Question =>
        new(
            "Show what is hidden?",
            "Launch arguments and environment may hold tokens of the player. That you looked, and why, stands in the audit.",
            "Show"
        )
        {
            Player = Player,
            CancelLabel = "Keep it hidden",
            Presets = ["The game did not start as it should", "Checking the session's settings", "The game's team asked for it"],
        };

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_takesFocus && IsShown)
        {
            _takesFocus = false;
            await _hide.FocusAsync();
        }
    }

    private async Task RevealAsync()
    {
        if (Operator is not { } who || !Permission.IsAllowed || await ReasonDialog.AskAsync(dialogs, Question) is not { } reason)
        {
            return;
        }

        // Whoever goes on in this page by now gave no reason.
        if (Operator?.Actor.Person.Is(who.Actor.Person) != true)
        {
            return;
        }

        var verdict = await Reveal(reason);
        _refusal = verdict.Reason;
        _takesFocus = verdict.IsAllowed;
        _shownTo = verdict.IsAllowed ? who.Actor.Person : null;
    }
}
