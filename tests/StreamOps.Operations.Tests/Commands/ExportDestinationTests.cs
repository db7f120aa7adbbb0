using StreamOps.Operations.Commands;

namespace StreamOps.Operations.Tests.Commands;

public sealed class ExportDestinationTests
{
    [Theory]
    [InlineData("s3://bucket/prefix/", "")]
    [InlineData("s3://bucket/", "")]
    [InlineData("s3://bucket/a/b.zip", "")]
    [InlineData("s3://bucket/b.ZIP", "")]
    [InlineData("", "Name the place first.")]
    [InlineData("https://bucket/prefix/", "must begin with s3://")]
    [InlineData("S3://bucket/prefix/", "must begin with s3://")]
    [InlineData(" s3://bucket/prefix/", "must begin with s3://")]
    [InlineData("s3://", "must name a bucket")]
    [InlineData("s3:///", "must name a bucket")]
    [InlineData("s3://bucket", "must name a bucket")]
    [InlineData("s3://bucket.zip", "must name a bucket")]
    [InlineData("s3://bucket/file.Zip", "must end in")]
    [InlineData("s3://bucket/prefix", "must end in")]
    [InlineData("s3://bucket/prefix/ ", "must end in")]
    [InlineData("s3://bucket/a\n/", "one line")]
    public void An_address_is_checked_before_the_call(string uri, string problem)
    {
        var said = ExportDestination.ProblemOf(uri);

        Assert.Equal(problem.Length == 0, said.Length == 0);
        Assert.Contains(problem, said);
    }

    [Fact]
    public void An_address_has_at_most_1024_characters()
    {
        Assert.Equal("", ExportDestination.ProblemOf($"s3://b/{new string('x', 1_016)}/"));
        Assert.NotEqual("", ExportDestination.ProblemOf($"s3://b/{new string('x', 1_017)}/"));
    }
}
