using System.Text.Json;
using StreamOps.Reliability.Programs;
using StreamOps.Testing;
using StreamOps.Testing.Circuits;

namespace StreamOps.Reliability.Rescues;

/// <summary>By hand: an operator pastes the player's offer and presses Send; after a restart they open the panel anew and copy the answer there.</summary>
public sealed class PasteRescue(string session, EmulatorControl emulator, OperatorBrowser browser) : PlayerRescue(session, emulator)
{
    /// <summary>A panel that so often takes an offer, and shows no attempt, has none: the offer never arrived.</summary>
    private const int LooksForNothing = 4;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    private string _seen = "the first";

    protected override async Task RescueAsync(CancellationToken cancellationToken)
    {
        while (!HasAnswer && !IsSessionOver())
        {
            await using var panel = await KeepAskingAsync(PrepareAsync, cancellationToken);
            if (panel is null)
            {
                break;
            }

            await MaySendAsync(cancellationToken);
            OfferedUpon += $"{_seen}, ";
            Offers++;
            var pressed = PressAsync(panel);
            await FollowAsync(pressed, cancellationToken);
            await pressed;
        }

        End = HasAnswer ? "answered" : "session over";
    }

    /// <summary>Opens the panel, pastes a new offer and ticks the person.</summary>
    private async Task<HeadlessCircuit?> PrepareAsync()
    {
        var draft = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var panel = await HeadlessCircuit.OpenAsync(
            browser.PanelOf(Session),
            browser.Cookies,
            (name, arguments) =>
            {
                if (name == "attach" && JsonDocument.Parse(arguments).RootElement is { ValueKind: JsonValueKind.Array } told)
                {
                    draft.TrySetResult(told[1].GetString()!);
                }

                return name == "flush" ? "true" : null;
            }
        );
        try
        {
            var key = await draft.Task.WaitAsync(TimeSpan.FromSeconds(3), TimeProvider.System);
            if (await browser.PasteAsync(key, OfferText.Healthy().ToString()) && await panel.CheckAsync("type", "checkbox"))
            {
                return panel;
            }
        }
        catch
        {
            await panel.DisposeAsync();
            throw;
        }

        await panel.DisposeAsync();
        return null;
    }

    private static async Task PressAsync(HeadlessCircuit panel)
    {
        try
        {
            await panel.PressAsync("aria-describedby", "why-not-send");
        }
        catch (Exception lost) when (IsLost(lost, CancellationToken.None))
        {
            // The panel shows what came of it.
        }
    }

    /// <summary>Looks until the answer is in hand, or a new offer is wanted.</summary>
    private async Task FollowAsync(Task pressed, CancellationToken cancellationToken)
    {
        for (var nothing = 0; nothing < LooksForNothing && !IsSessionOver(); )
        {
            await Task.Delay(BetweenLooks, TimeProvider.System, cancellationToken);
            await MayHearAsync(cancellationToken);
            try
            {
                var look = await browser.LookAsync(Session);
                if (look.AnswerOf is { } attempt && IsEarOpen && await browser.CopyAnswerAsync(attempt) is { } answer)
                {
                    await TakeAnswerAsync(answer, cancellationToken);
                    return;
                }

                var hasNone = look is { TakesOffer: true, State: null or "Failed" or "Expired" or "Abandoned" or "Superseded" };
                // While it is being sent the panel says so, and who reads that brings no other offer.
                nothing = hasNone && pressed.IsCompleted ? nothing + 1 : 0;
                _seen = look.State ?? "none";
            }
            catch (Exception lost) when (IsLost(lost, cancellationToken))
            {
                nothing = 0;
            }
        }
    }
}
