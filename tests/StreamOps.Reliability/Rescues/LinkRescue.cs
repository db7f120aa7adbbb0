using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using StreamOps.Reliability.Programs;
using StreamOps.Testing;

namespace StreamOps.Reliability.Rescues;

/// <summary>By link: the player's page as its scripts work, without a browser. It comes back by itself when its line breaks, and offers anew only where it is told that an offer is wanted.</summary>
public sealed class LinkRescue(string session, EmulatorControl emulator, OperatorBrowser browser, string players)
    : PlayerRescue(session, emulator)
{
    private static readonly TimeSpan OfferTakes = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan AnswerTakes = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan UntilPressedAgain = TimeSpan.FromMilliseconds(300);
    private static readonly HttpClient Http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private static readonly HashSet<string> UnderWay = ["sending", "answerReady", "connecting", "connected", "playing"];
    private static readonly HashSet<string> Ends = ["tooLate", "over", "closed", "alreadyUsed", "unknown", "readOnly"];

    private readonly string _page = RandomNumberGenerator.GetHexString(64, lowercase: true);
    private string _pass = "";
    private string _phase = "";
    private int _number;
    private int _before;
    private bool _isSent;
    private volatile bool _isUnsure;
    private Task _offering = Task.CompletedTask;
    private Func<Task> _breakLine = () => Task.CompletedTask;

    protected override async Task RescueAsync(CancellationToken cancellationToken)
    {
        var secret = await KeepAskingAsync(() => browser.MakeLinkAsync(Session), cancellationToken);
        var opened = await KeepAskingAsync(() => AskAsync("open", new { secret, page = _page }, "", AnswerTakes), cancellationToken);
        if (opened is null)
        {
            End = "session over";
            return;
        }

        _pass = opened["pass"]!.GetValue<string>();
        _phase = opened["state"]!["phase"]!.GetValue<string>();
        await KeepAskingAsync(() => AskAsync("continue", Credentials(), "", AnswerTakes), cancellationToken);
        await MaySendAsync(cancellationToken);
        Offer(cancellationToken);
        while (!HasAnswer && !Ends.Contains(_phase))
        {
            await MayHearAsync(cancellationToken);
            using var listening = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _breakLine = listening.CancelAsync;
            try
            {
                await foreach (var heard in ListenAsync(listening.Token))
                {
                    await HearAsync(heard, cancellationToken);
                }
            }
            catch (Exception lost) when (IsLost(lost, cancellationToken))
            {
                // The line broke: it is tried again.
            }

            await WaitAsync(cancellationToken);
        }

        await _offering;
        End = HasAnswer ? "answered" : _phase;
    }

    private object Credentials() => new { pass = _pass, page = _page };

    /// <summary>Makes a new offer and sends it, as a click does.</summary>
    private void Offer(CancellationToken cancellationToken)
    {
        OfferedUpon += $"{_phase} {_number}{(_isUnsure ? " unsure" : "")}, ";
        (_before, _isSent, _isUnsure) = (_number, true, false);
        Offers++;
        _offering = OfferAsync(OfferText.Healthy().ToString(), cancellationToken);
    }

    private async Task OfferAsync(string offer, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = (await AskAsync("offers", Credentials(), offer, OfferTakes))?["outcome"]?.GetValue<string>();
            OfferedUpon += $"told {outcome ?? "nothing"}, ";
            if (outcome is not ("answered" or "waits"))
            {
                // The player presses again: the page then stands where a fresh line says.
                _isSent = false;
                await Task.Delay(UntilPressedAgain, TimeProvider.System, cancellationToken);
                await _breakLine();
            }
        }
        catch (Exception lost) when (IsLost(lost, cancellationToken))
        {
            // Nobody knows whether it arrived: the next word decides.
            _isUnsure = true;
        }
    }

    private async Task HearAsync(JsonNode heard, CancellationToken cancellationToken)
    {
        switch (heard["type"]?.GetValue<string>())
        {
            case "state":
                (_phase, _number) = (heard["phase"]!.GetValue<string>(), heard["attempt"]!.GetValue<int>());
                // A page that stands by asks support first, as its scripts do.
                var wantsOffer =
                    !UnderWay.Contains(_phase) && !Ends.Contains(_phase) && _phase is not ("waitingForSupport" or "busy" or "standingBy");
                if (wantsOffer && !HasAnswer && _offering.IsCompleted && (!_isSent || _isUnsure || _number > _before))
                {
                    Offer(cancellationToken);
                }

                break;
            case "answer" when _isSent && heard["attempt"]!.GetValue<int>() > _before && !HasAnswer:
                await TakeAnswerAsync(heard["answer"]!.GetValue<string>(), cancellationToken);
                await ReportAsync(cancellationToken);
                break;
        }
    }

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(
                "reports",
                new
                {
                    pass = _pass,
                    page = _page,
                    rung = "applied",
                },
                "",
                AnswerTakes
            );
        }
        catch (Exception lost) when (IsLost(lost, cancellationToken))
        {
            // Never worth an error.
        }
    }

    private async IAsyncEnumerable<JsonNode> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await PostAsync("events", Credentials(), "", cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            _phase = await RefusalAsync(response) ?? _phase;
            yield break;
        }

        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (IsEarOpen && await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal) && JsonNode.Parse(line["data:".Length..]) is { } heard)
            {
                yield return heard;
                if (HasAnswer)
                {
                    yield break;
                }
            }
        }
    }

    private async Task<JsonNode?> AskAsync(string path, object said, string offer, TimeSpan takes)
    {
        using var patience = new CancellationTokenSource(takes, TimeProvider.System);
        using var response = await PostAsync(path, said, offer, patience.Token);
        if (!response.IsSuccessStatusCode)
        {
            if (await RefusalAsync(response) is { } phase)
            {
                _phase = phase;
            }

            return null;
        }

        var text = await response.Content.ReadAsStringAsync(patience.Token);
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text);
    }

    /// <summary>The server's no in a word; null where it means to ask again.</summary>
    private static async Task<string?> RefusalAsync(HttpResponseMessage response) =>
        (int)response.StatusCode is 429 or >= 500
            ? null
            : JsonNode.Parse(await response.Content.ReadAsStringAsync())?["phase"]?.GetValue<string>();

    private Task<HttpResponseMessage> PostAsync(string path, object said, string offer, CancellationToken cancellationToken)
    {
        var line = JsonSerializer.Serialize(said);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{players}/rescue/{path}"))
        {
            Content = new StringContent(offer.Length == 0 ? line : $"{line}\n{offer}", Encoding.UTF8, "text/plain"),
        };
        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
