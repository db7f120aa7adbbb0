using System.Runtime.CompilerServices;
using Amazon.GameLiftStreams;

namespace StreamOps.GameLiftStreams.Specs.OwnClient;

/// <summary>The public surface stands in a checked-in text: it changes only on purpose, and then as the official client's does.</summary>
public sealed class SurfaceSpecs
{
    [Fact]
    public void The_public_surface_is_the_approved_one()
    {
        var approvedPath = Path.Combine(Folder(), "Surface.approved.txt");
        var receivedPath = Path.Combine(Folder(), "Surface.received.txt");
        var approved = File.Exists(approvedPath) ? File.ReadAllText(approvedPath) : "";

        var received = PublicSurface.Of(typeof(IAmazonGameLiftStreams).Assembly);

        if (received == approved)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received);
        var (line, was, now) = FirstDifference(approved.Split('\n'), received.Split('\n'));
        Assert.Fail(
            $"The surface has changed at line {line}:\n- {was}\n+ {now}\nIf on purpose, {Path.GetFileName(receivedPath)} becomes the approved text."
        );
    }

    private static (int Line, string? Was, string? Now) FirstDifference(string[] approved, string[] received)
    {
        var line = approved.Zip(received).TakeWhile(pair => pair.First == pair.Second).Count();
        return (line + 1, approved.ElementAtOrDefault(line), received.ElementAtOrDefault(line));
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
