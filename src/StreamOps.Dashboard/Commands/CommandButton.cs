using MudBlazor;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Background;
using StreamOps.Operations.Commands;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Settings;

namespace StreamOps.Dashboard.Commands;

/// <summary>A button that asks, does something to a session, and says below what became of it.</summary>
public abstract class CommandButton : ComponentBase
{
    private OperatorAct? _act;

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required StreamSessionCommands Commands { get; init; }

    [Inject]
    public required BackgroundWork Work { get; init; }

    [Inject]
    public required IOptions<OperationsOptions> Options { get; init; }

    [Parameter, EditorRequired]
    public required LiveStreamSession Session { get; set; }

    [Parameter, EditorRequired]
    public required FleetPicture Fleet { get; set; }

    /// <summary>Null: the press asks for a name first, and then goes on.</summary>
    [Parameter]
    public CurrentOperator? Operator { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    /// <summary>What it does, as the desk asks whether the operator may.</summary>
    private protected abstract DeskAct DeskAct { get; }

    /// <summary>The same, as it is asked whether the session allows it now.</summary>
    private protected abstract StreamSessionAction Action { get; }

    // Without a name the press asks for one: that is no reason not to press.
    private protected ActionVerdict Verdict =>
        Operator is { } who && ActorPermissions.For(DeskAct, who.Actor) is { IsAllowed: false } no
            ? no
            : Fleet.VerdictFor(Session, Action, Options.Value.ReadOnly);

    private protected bool IsBusy => Act.IsBusy;

    private protected CommandResult? Result => Act.Result;

    private OperatorAct Act => _act ??= new OperatorAct(Work);

    private protected async Task PressAsync()
    {
        if (IsBusy || Operator is not { } asked || !Verdict.IsAllowed || await AskAsync() is not { } reply)
        {
            return;
        }

        // Whoever goes on in this page by now was not asked. Of who was, the role counts that they have by now.
        if (Operator is not { Actor: var by } || !by.Person.Is(asked.Actor.Person))
        {
            return;
        }

        var done = Act.PerformAsync(lifetime => PerformAsync(reply, by, lifetime));
        StateHasChanged();
        await done;
        await OnDone.InvokeAsync();
    }

    /// <summary>Asks what has to be known; null when the operator cancelled.</summary>
    private protected abstract Task<string?> AskAsync();

    /// <summary>Does it.</summary>
    /// <param name="reply">What the operator said.</param>
    /// <param name="actor">Who it was.</param>
    /// <param name="lifetime">Ends with the process.</param>
    private protected abstract Task<CommandResult> PerformAsync(string reply, Actor actor, CancellationToken lifetime);
}
