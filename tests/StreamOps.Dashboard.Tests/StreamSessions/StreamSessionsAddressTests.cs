using CsCheck;
using Microsoft.AspNetCore.WebUtilities;
using StreamOps.Dashboard.StreamSessions;
using StreamOps.Operations.StreamSessions;

namespace StreamOps.Dashboard.Tests.StreamSessions;

public sealed class StreamSessionsAddressTests
{
    private static readonly string[] Words = ["CONNECTED", "ACTIVE", "PENDING_CLIENT_RECONNECTION", "NEW ONE&x=1"];
    private static readonly Gen<string> Text = Gen.String[Gen.Char[' ', 'ÿ'], 0, 12];

    private static readonly Gen<StreamSessionsQuery> Queries = Gen.Select(
        Gen.Int[0, 3].Select(index => Words[index]).List[0, 3],
        Text,
        Text,
        Text,
        Text,
        Gen.Bool,
        (statuses, group, location, application, text, ended) =>
            new StreamSessionsQuery
            {
                Statuses = [.. statuses],
                StreamGroupId = group,
                Location = location,
                ApplicationArn = application,
                Text = text,
                WithEnded = ended,
            }
    );

    [Fact]
    public void What_is_written_to_the_address_is_read_as_the_same_query() =>
        Queries.Sample(query => Assert.Equal(query, StreamSessionsAddress.Parse(Written(query))));

    [Fact]
    public void What_the_address_says_else_is_left_out()
    {
        Assert.Equal(StreamSessionsQuery.All, StreamSessionsAddress.Parse("?session=s1&ended=no&status="));
    }

    private static string Written(StreamSessionsQuery query) =>
        QueryHelpers.AddQueryString(
            "",
            StreamSessionsAddress
                .ParametersOf(query)
                .SelectMany(pair =>
                    pair.Value is string[] many
                        ? many.Select(value => KeyValuePair.Create(pair.Key, (string?)value))
                        : [KeyValuePair.Create(pair.Key, (string?)pair.Value)]
                )
                .Where(pair => pair.Value is not null)
        );
}
