using System.Collections.Generic;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Configuration;

/// <summary>An issue queue.</summary>
public sealed record QueueConfiguration
{
    /// <summary>What it is called.</summary>
    [Key("name", "What it is called.", Example = "memory")]
    public string Name { get; init; } = "";

    /// <summary>Instructions that may wait in it.</summary>
    [Key("entries", "Instructions that may wait in it.", Min = 1, Max = 512)]
    public int Entries { get; init; } = 32;

    /// <summary>Instructions issued from it a cycle.</summary>
    [Key("issue", "Instructions issued from it a cycle.", Min = 1, Max = 16)]
    public int Issue { get; init; } = 4;

    /// <summary>What goes to it.</summary>
    [Key("operations", "Operations that go to it.")]
    public IReadOnlyList<OperationKind> Operations { get; init; } = [];
}
