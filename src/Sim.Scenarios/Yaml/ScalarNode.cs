namespace Sim.Scenarios.Yaml;

/// <summary>A single value, still as text.</summary>
internal sealed class ScalarNode(Origin origin, long line, int column, string value, bool isPlain = true)
    : Node(origin, line, column)
{
    /// <summary>The text without its quotes.</summary>
    public string Value { get; } = value;

    /// <summary>Whether it was written without quotes.</summary>
    public bool IsPlain { get; } = isPlain;

    /// <inheritdoc/>
    public override string Kind => "a single value";

    /// <inheritdoc/>
    public override long Weight => 1;

    /// <inheritdoc/>
    public override bool IsNull => IsPlain && (Value is "" or "~" or "null" or "Null" or "NULL");
}
