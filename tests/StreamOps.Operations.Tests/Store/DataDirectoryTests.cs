using StreamOps.Operations.Store;

namespace StreamOps.Operations.Tests.Store;

public sealed class DataDirectoryTests
{
    [Fact]
    public void A_file_in_its_place_or_above_it_is_told_and_nothing_is_made()
    {
        using var store = TemporaryStore.Empty();
        var file = Path.Combine(store.Path, "file");
        File.WriteAllText(file, "");

        Assert.Equal(
            $"StreamOps:DataDirectory: {file} is a file, not a folder. Set it to a folder that StreamOps may write.",
            DataDirectory.WhyUnusable(file)
        );
        Assert.Contains($"{file} is a file", DataDirectory.WhyUnusable(Path.Combine(file, "below")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_may_not_be_made_or_written_is_told()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a folder that nobody may write.");

        Assert.Equal(
            "StreamOps:DataDirectory: StreamOps may not make its folder /sys/streamops. Set it to one that it may write.",
            DataDirectory.WhyUnusable("/sys/streamops")
        );
        Assert.Equal(
            "StreamOps:DataDirectory: StreamOps may not write to /sys. Set it to a folder that it may write.",
            DataDirectory.WhyUnusable("/sys")
        );
    }

    [Fact]
    public void A_folder_that_can_be_used_is_not_made_by_the_question()
    {
        using var store = TemporaryStore.Empty();
        var folder = Path.Combine(store.Path, "a", "b");

        Assert.Null(DataDirectory.WhyUnusable(folder));
        Assert.Null(DataDirectory.WhyUnusable(store.Path));
        Assert.Empty(Directory.EnumerateFileSystemEntries(store.Path));
    }
}
