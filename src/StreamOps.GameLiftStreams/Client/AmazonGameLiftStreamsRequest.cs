namespace Amazon.GameLiftStreams;

/// <summary>Base of every request to Amazon GameLift Streams.</summary>
public partial class AmazonGameLiftStreamsRequest : AmazonWebServiceRequest { }
