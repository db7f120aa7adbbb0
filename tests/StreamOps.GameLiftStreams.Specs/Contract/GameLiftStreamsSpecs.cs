using Amazon.GameLiftStreams;
using Amazon.GameLiftStreams.Model;

namespace StreamOps.GameLiftStreams.Specs.Contract;

/// <summary>What the service owes to those who start, rescue and end sessions, besides reading.</summary>
public abstract class GameLiftStreamsSpecs(ControlledWorld world) : GameLiftStreamsReadingSpecs(world), IAsyncLifetime
{
    public static TheoryData<string, int, Type> ErrorTypes =>
        new()
        {
            { "AccessDeniedException", 403, typeof(AccessDeniedException) },
            { "ConflictException", 409, typeof(ConflictException) },
            { "InternalServerException", 500, typeof(InternalServerException) },
            { "ResourceNotFoundException", 404, typeof(ResourceNotFoundException) },
            { "ThrottlingException", 429, typeof(ThrottlingException) },
            { "ValidationException", 400, typeof(ValidationException) },
            { "ServiceQuotaExceededException", 402, typeof(AmazonGameLiftStreamsException) },
            { "UnheardOfException", 418, typeof(AmazonGameLiftStreamsException) },
        };

    public async ValueTask InitializeAsync() => await world.ResetAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_StartStreamSession.html</remarks>
    [Fact]
    public async Task A_started_session_is_ACTIVATING_without_an_answer_and_has_one_when_ACTIVE()
    {
        var request = await StartRequestAsync();

        var started = await Client.StartStreamSessionAsync(request);
        var active = await world.UntilAsync(request.Identifier, started.Arn, StreamSessionStatus.ACTIVE);

        Assert.Equal((201, StreamSessionStatus.ACTIVATING), ((int)started.HttpStatusCode, started.Status));
        Assert.Null(started.SignalResponse);
        Assert.NotEmpty(active.SignalResponse);
        Assert.NotEmpty(active.Location);
        Assert.Equal((request.UserId, request.ConnectionTimeoutSeconds), (active.UserId, active.ConnectionTimeoutSeconds));
    }

    /// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_StartStreamSession.html#API_StartStreamSession_RequestSyntax</remarks>
    [Fact]
    public async Task The_same_token_starts_one_session_and_with_another_body_it_is_a_conflict()
    {
        var request = await StartRequestAsync();
        request.ClientToken = Guid.NewGuid().ToString();

        var first = await Client.StartStreamSessionAsync(request);
        var second = await Client.StartStreamSessionAsync(request);
        request.UserId = "somebody-else";

        Assert.Equal(first.Arn, second.Arn);
        await Assert.ThrowsAsync<ConflictException>(() => Client.StartStreamSessionAsync(request));
    }

    /// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_CreateStreamSessionConnection.html</remarks>
    [Fact]
    public async Task A_lost_client_comes_back_by_a_new_connection()
    {
        var (group, session) = await LostSessionAsync();

        var answer = await Client.CreateStreamSessionConnectionAsync(Connection(group, session));
        var after = await Client.GetStreamSessionAsync(new() { Identifier = group, StreamSessionIdentifier = session });
        var connected = await world.UntilAsync(group, session, StreamSessionStatus.CONNECTED);

        Assert.NotEmpty(answer.SignalResponse);
        Assert.True(after.Status == StreamSessionStatus.RECONNECTING || after.Status == StreamSessionStatus.ACTIVE, after.Status);
        Assert.Equal(session, connected.Arn);
    }

    /// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_CreateStreamSessionConnection.html</remarks>
    [Fact]
    public async Task The_same_token_makes_one_connection_and_gives_the_same_answer()
    {
        var (group, session) = await LostSessionAsync();
        var request = Connection(group, session);
        request.ClientToken = Guid.NewGuid().ToString();

        var first = await Client.CreateStreamSessionConnectionAsync(request);
        var second = await Client.CreateStreamSessionConnectionAsync(request);
        request.SignalRequest = Offers.Fresh();

        Assert.Equal(first.SignalResponse, second.SignalResponse);
        await Assert.ThrowsAsync<ConflictException>(() => Client.CreateStreamSessionConnectionAsync(request));
    }

    /// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_CreateStreamSessionConnection.html</remarks>
    [Fact]
    public async Task A_session_whose_client_is_connected_takes_no_second_connection()
    {
        var session = await ConnectedSessionAsync();

        var error = await Assert.ThrowsAnyAsync<AmazonGameLiftStreamsException>(() =>
            Client.CreateStreamSessionConnectionAsync(Connection(GroupOf(session), session.Arn))
        );

        Assert.InRange((int)error.StatusCode, 400, 409);
    }

    /// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_TerminateStreamSession.html</remarks>
    [Fact]
    public async Task A_terminated_session_ends_with_the_reason_apiTerminated()
    {
        var session = await ConnectedSessionAsync();

        var answer = await Client.TerminateStreamSessionAsync(
            new() { Identifier = GroupOf(session), StreamSessionIdentifier = session.Arn }
        );
        var ended = await world.UntilAsync(GroupOf(session), session.Arn, StreamSessionStatus.TERMINATED);

        Assert.Equal(204, (int)answer.HttpStatusCode);
        Assert.Equal(StreamSessionStatusReason.ApiTerminated, ended.StatusReason);
    }

    /// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ExportStreamSessionFiles.html</remarks>
    [Fact]
    public async Task An_export_is_PENDING_until_the_session_ends()
    {
        var session = await ConnectedSessionAsync();
        var identifier = new GetStreamSessionRequest { Identifier = GroupOf(session), StreamSessionIdentifier = session.Arn };

        await Client.ExportStreamSessionFilesAsync(
            new()
            {
                Identifier = identifier.Identifier,
                StreamSessionIdentifier = identifier.StreamSessionIdentifier,
                OutputUri = "s3://bucket/folder/",
            }
        );
        var exported = await Client.GetStreamSessionAsync(identifier);

        Assert.Equal(ExportFilesStatus.PENDING, exported.ExportFilesMetadata.Status);
        Assert.Equal("s3://bucket/folder/", exported.ExportFilesMetadata.OutputUri);
    }

    /// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ExportStreamSessionFiles.html#API_ExportStreamSessionFiles_RequestBody</remarks>
    [Fact]
    public async Task A_target_outside_of_S3_is_ValidationException()
    {
        var session = await ConnectedSessionAsync();

        await Assert.ThrowsAsync<ValidationException>(() =>
            Client.ExportStreamSessionFilesAsync(
                new()
                {
                    Identifier = GroupOf(session),
                    StreamSessionIdentifier = session.Arn,
                    OutputUri = "https://bucket/folder/",
                }
            )
        );
    }

    /// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_CreateStreamSessionConnection.html#API_CreateStreamSessionConnection_Errors</remarks>
    [Theory]
    [MemberData(nameof(ErrorTypes))]
    public async Task Each_error_arrives_as_its_type_with_code_status_and_request_id(string code, int status, Type type)
    {
        var session = await ConnectedSessionAsync();
        await world.RefuseAsync("CreateStreamSessionConnection", status, code);

        var error = await Assert.ThrowsAnyAsync<AmazonGameLiftStreamsException>(() =>
            Client.CreateStreamSessionConnectionAsync(Connection(GroupOf(session), session.Arn))
        );

        Assert.Equal(type, error.GetType());
        Assert.Equal((code, status), (error.ErrorCode, (int)error.StatusCode));
        Assert.NotEmpty(error.RequestId);
    }

    private static CreateStreamSessionConnectionRequest Connection(string group, string session) =>
        new()
        {
            Identifier = group,
            StreamSessionIdentifier = session,
            SignalRequest = Offers.Fresh(),
        };

    private async Task<StartStreamSessionRequest> StartRequestAsync()
    {
        var listed = await AnyGroupAsync();
        var group = await Client.GetStreamGroupAsync(new() { Identifier = listed.Arn });
        return new()
        {
            Identifier = group.Id,
            ApplicationIdentifier = group.AssociatedApplications[0],
            Protocol = Protocol.WebRTC,
            SignalRequest = Offers.Fresh(),
            UserId = "player-1",
            ConnectionTimeoutSeconds = 60,
        };
    }

    private async Task<StreamSessionSummary> ConnectedSessionAsync() =>
        await Client.Paginators.ListStreamSessionsByAccount(new() { Status = StreamSessionStatus.CONNECTED }).Items.FirstAsync();

    private async Task<(string Group, string Session)> LostSessionAsync()
    {
        var session = await ConnectedSessionAsync();
        await world.LoseClientAsync(IdOf(session.Arn));
        return (GroupOf(session), session.Arn);
    }
}
