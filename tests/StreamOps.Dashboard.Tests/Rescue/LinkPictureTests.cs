using System.Globalization;
using System.Text.RegularExpressions;
using QRCoder;
using StreamOps.Dashboard.Rescue;

namespace StreamOps.Dashboard.Tests.Rescue;

public sealed class LinkPictureTests
{
    private const string Address = "https://rescue.example.com/rescue#0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

    [Fact]
    public void The_path_holds_each_dark_module_once_and_nothing_else()
    {
        var picture = LinkPicture.Of(Address);

        using var data = QRCodeGenerator.GenerateQrCode(Address, QRCodeGenerator.ECCLevel.M);
        var wanted =
            from y in Enumerable.Range(0, picture.Size)
            from x in Enumerable.Range(0, picture.Size)
            where data.ModuleMatrix[y][x]
            select (x, y);
        Assert.Equal(wanted, Modules(picture.Path));
    }

    [Fact]
    public void The_address_does_not_stand_in_it()
    {
        Assert.DoesNotContain("rescue", LinkPicture.Of(Address).Path, StringComparison.Ordinal);
    }

    [Fact]
    public void What_carries_a_link_prints_nothing_of_it()
    {
        var picture = LinkPicture.Of(Address);

        Assert.Equal("***", $"{picture}");
        Assert.Equal("***", $"{new MadeLink(Guid.Empty, Address, "222-222", picture)}");
    }

    private static IEnumerable<(int X, int Y)> Modules(string path) =>
        from Match bar in Regex.Matches(
            path,
            "M(?<x>[0-9]+) (?<y>[0-9]+)h(?<n>[0-9]+)v1h-[0-9]+z",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        )
        from x in Enumerable.Range(Number(bar, "x"), Number(bar, "n"))
        select (x, Number(bar, "y"));

    private static int Number(Match match, string name) => int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);
}
