using System.Text.Json;
using StreamOps.Emulator.Specs.Hosting;

namespace StreamOps.Emulator.Specs.Calls;

/// <summary>Constraints of https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_StartStreamSession.html and of the lists.</summary>
public sealed class ValidationSpecs : EmulatorSpec
{
    public static TheoryData<string, string> BrokenStarts =>
        new()
        {
            { "Protocol", "\"RTMP\"" },
            { "Protocol", "null" },
            { "SignalRequest", "\"\"" },
            { "SignalRequest", "7" },
            { "ApplicationIdentifier", "\"a b\"" },
            { "ClientToken", "\"short\"" },
            { "ClientToken", "\"0123456789 0123456789 0123456789 0123456789\"" },
            { "Description", "\" leading\"" },
            { "Description", "\"\"" },
            { "Description", $"\"{new string('d', 81)}\"" },
            { "UserId", "\"a.b\"" },
            { "UserId", $"\"{new string('u', 1025)}\"" },
            { "Locations", "[\"us west 2\"]" },
            { "Locations", "\"us-west-2\"" },
            { "ConnectionTimeoutSeconds", "0" },
            { "ConnectionTimeoutSeconds", "3601" },
            { "ConnectionTimeoutSeconds", "1.5" },
            { "SessionLengthSeconds", "86401" },
            { "AdditionalLaunchArgs", $"[{string.Join(',', Enumerable.Repeat("\"a\"", 101))}]" },
            { "AdditionalEnvironmentVariables", "{\"1A\":\"x\"}" },
            { "AdditionalEnvironmentVariables", $"{{\"A\":\"{new string('v', 4097)}\"}}" },
            { "AdditionalEnvironmentVariables", $"{{{string.Join(',', Enumerable.Range(0, 51).Select(i => $"\"A{i}\":\"x\""))}}}" },
            { "RoleArn", "\"arn:aws:iam::111122223333:role/Other\"" },
            { "DisplayConfiguration", "{\"Resolution\":{\"Width\":1921,\"Height\":1080}}" },
            { "DisplayConfiguration", "{\"Resolution\":{\"Width\":4096,\"Height\":4096}}" },
            { "DisplayConfiguration", "{\"Resolution\":{\"Width\":318,\"Height\":1080}}" },
        };

    [Theory]
    [MemberData(nameof(BrokenStarts))]
    public async Task A_member_that_breaks_its_constraint_is_named(string member, string value)
    {
        var group = await GroupAsync();
        var body = StartBody(group, SomeOffer.New());
        body[member] = JsonElement.Parse(value);

        var answer = await Emulator.CallAsync("POST", $"/streamgroups/{group.GetProperty("Id").GetString()}/streamsessions", body);

        Assert.Equal((400, "ValidationException"), (answer.Code, answer.ErrorType));
        Assert.Contains($"'{member}", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MaxResults=0", "MaxResults")]
    [InlineData("MaxResults=101", "MaxResults")]
    [InlineData("MaxResults=many", "MaxResults")]
    [InlineData("Status=GONE", "Status")]
    [InlineData("ExportFilesStatus=GONE", "ExportFilesStatus")]
    [InlineData("NextToken=abc", "NextToken")]
    public async Task A_wrong_query_is_a_validation_error(string query, string member)
    {
        var answer = await Emulator.CallAsync("GET", "/streamsessions?" + query);

        Assert.Equal((400, "ValidationException"), (answer.Code, answer.ErrorType));
        Assert.Contains($"'{member}'", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a%20b")]
    [InlineData("arn%3Aaws-cn%3Agameliftstreams%3Aus-west-2%3A111122223333%3Astreamgroup%2Fsg-1")]
    [InlineData(
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    )]
    public async Task A_wrong_identifier_is_a_validation_error(string identifier)
    {
        var answer = await Emulator.CallAsync("GET", "/streamgroups/" + identifier);

        Assert.Equal((400, "ValidationException"), (answer.Code, answer.ErrorType));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"OutputUri\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":1}")]
    public async Task A_body_that_is_no_JSON_object_is_a_validation_error(string body)
    {
        var session = await StartConnectedAsync();

        var answer = await Emulator.CallRawAsync("PUT", session.Path + "/exportfiles", body);

        Assert.Equal((400, "ValidationException"), (answer.Code, answer.ErrorType));
    }

    [Theory]
    [InlineData("s3://bucket/a")]
    [InlineData("https://bucket/a.zip")]
    public async Task An_export_needs_a_folder_or_a_zip_on_S3(string uri)
    {
        var answer = await Emulator.CallAsync("PUT", (await StartConnectedAsync()).Path + "/exportfiles", new { OutputUri = uri });

        Assert.Equal((400, "ValidationException"), (answer.Code, answer.ErrorType));
    }

    [Fact]
    public async Task An_application_that_the_group_does_not_stream_is_refused()
    {
        var group = await GroupAsync();
        var others = (await Emulator.CallAsync("GET", "/applications")).Items;
        var body = StartBody(group, SomeOffer.New());
        body["ApplicationIdentifier"] = others
            .Single(one => one.GetProperty("Description").GetString() == "Atlas VR")
            .GetProperty("Arn")
            .GetString()!;

        var answer = await Emulator.CallAsync("POST", $"/streamgroups/{group.GetProperty("Id").GetString()}/streamsessions", body);

        Assert.Equal((400, "ValidationException"), (answer.Code, answer.ErrorType));
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_too_large()
    {
        var session = await StartConnectedAsync();

        var answer = await Emulator.CallRawAsync("PUT", session.Path + "/exportfiles", new string(' ', (2 * 1024 * 1024) + 1));

        Assert.Equal((413, "RequestEntityTooLargeException"), (answer.Code, answer.ErrorType));
    }

    [Fact]
    public async Task Members_that_are_not_known_are_passed_over()
    {
        var session = await StartAsync(new { SomethingNew = 1 });

        Assert.Equal("ACTIVATING", await StatusAsync(session));
    }
}
