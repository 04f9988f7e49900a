using Sim.Kernel;

namespace Sim.Scenarios.Yaml;

/// <summary>A piece of YAML that knows where it stands. Nodes never change; edits make new ones.</summary>
/// <remarks>
/// YamlDotNet's own representation model refuses duplicate keys with an exception and forgets the file;
/// all faults of several merged files at once need both.
/// </remarks>
internal abstract class Node(Origin origin, long line, int column)
{
    /// <summary>The file or option it was written in.</summary>
    public Origin Origin { get; } = origin;

    /// <summary>The line, from 1.</summary>
    public long Line { get; } = line;

    /// <summary>The column, from 1.</summary>
    public int Column { get; } = column;

    /// <summary>What it is, for messages: <c>a list</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>How many nodes it is once aliases are expanded.</summary>
    public abstract long Weight { get; }

    /// <summary>Whether nothing is written here, or <c>null</c>: the same as leaving the key out.</summary>
    public virtual bool IsNull => false;

    /// <summary>A fault at this node.</summary>
    public InputError Fault(string message, int columnOffset = 0) =>
        Origin.HasLines
            ? new InputError(Origin.Label, Line, Column + columnOffset, message)
            : new InputError(Origin.Label, 0, 0, message);
}
