using System.Collections.Generic;

namespace Sim.Scenarios.Yaml;

/// <summary>A list.</summary>
internal sealed class ListNode : Node
{
    public ListNode(Origin origin, long line, int column, IReadOnlyList<Node> items)
        : base(origin, line, column)
    {
        Items = items;
        Weight = 1;
        foreach (Node item in items)
        {
            Weight += item.Weight;
        }
    }

    /// <summary>The entries in order.</summary>
    public IReadOnlyList<Node> Items { get; }

    /// <inheritdoc/>
    public override string Kind => "a list";

    /// <inheritdoc/>
    public override long Weight { get; }
}
