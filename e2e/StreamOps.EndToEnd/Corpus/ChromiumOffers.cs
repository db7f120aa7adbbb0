using System.Net;
using System.Text.RegularExpressions;
using StreamOps.EndToEnd.Hosting;

namespace StreamOps.EndToEnd.Corpus;

/// <summary>Makes the Chromium part of the offer clinic's corpus anew, with the browser at hand. Run by name; the tests of the clinic read the files.</summary>
/// <remarks>Addresses of this machine do not go into the files: names under <c>.local</c> stay, the rest becomes one for documentation (RFC 5737).</remarks>
public sealed partial class ChromiumOffers(ChromiumBrowser browser)
{
    private const string Address = "http://corpus.localhost/";

    [Fact(Explicit = true)]
    public async Task Are_written_into_the_corpus()
    {
        await using var context = await browser.NewContextAsync(new());
        var page = await context.NewPageAsync();
        await page.RouteAsync(
            $"{Address}**",
            route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<title>Game</title>" })
        );
        await page.GotoAsync(Address);
        await page.AddScriptTagAsync(
            new() { Content = await File.ReadAllTextAsync(InRepository("e2e/StreamOps.EndToEnd/Corpus/chromium-offers.js")) }
        );

        var offers = await page.EvaluateAsync<Dictionary<string, string>>("() => makeOffers()");

        Assert.All(offers, offer => Assert.True(offer.Value.Length > 100, offer.Key));
        var folder = InRepository("tests/StreamOps.Operations.Tests/Offers/Corpus/chromium");
        Directory.CreateDirectory(folder);
        foreach (var (name, text) in offers)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.txt"), Scrubbed(text));
        }
    }

    private static string InRepository(string path) => Path.Combine(BuildOutput.Root, path);

    private static string Scrubbed(string text) =>
        CandidateAddress()
            .Replace(
                text,
                match => IPAddress.TryParse(match.Groups["address"].Value, out _) ? $"{match.Groups["before"]}192.0.2.7" : match.Value
            );

    [GeneratedRegex(@"(?<before>a=candidate:\S+ \d \w+ \d+ )(?<address>\S+)", RegexOptions.None, 1000)]
    private static partial Regex CandidateAddress();
}
