using System;
using System.Collections.Generic;
using Sim.Kernel;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios.Binding;

/// <summary>The name of a part, and where it is written, so that whoever knows the parts can say that there is no such one.</summary>
public sealed class PartName
{
    private readonly Node? _node;
    private readonly string _path;

    /// <summary>A name that nobody wrote: a default.</summary>
    public PartName(string name)
        : this(name, null, "")
    {
    }

    internal PartName(string name, Node? node, string path)
    {
        Name = name;
        _node = node;
        _path = path;
    }

    /// <summary>The word written; empty where none was.</summary>
    public string Name { get; }

    /// <summary>A fault at the name: <c>placement.policy: message</c>.</summary>
    public InputError Fault(string message)
    {
        string text = _path.Length == 0 ? message : $"{_path}: {message}";
        return _node?.Fault(text) ?? new InputError("", 0, 0, text);
    }

    /// <summary>The fault of an unknown name, with the nearest of the names there are.</summary>
    public InputError Unknown(IReadOnlyCollection<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return Fault(Wording.Unknown("is unknown", Name, names));
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
