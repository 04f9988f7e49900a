using System;
using System.Collections.Generic;
using System.IO;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Catalogues;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios.Binding;

/// <summary>What one binding shares: the catalogues it may name, the faults it finds, the paths it meets.</summary>
internal sealed class BindContext(CatalogueSet catalogues, ICollection<InputError> faults, string home)
{
    private readonly Dictionary<ScalarNode, string> _paths = new(ReferenceEqualityComparer.Instance);

    /// <summary>The catalogues whose names are accepted.</summary>
    public CatalogueSet Catalogues { get; } = catalogues;

    /// <summary>The faults found so far.</summary>
    public ICollection<InputError> Faults { get; } = faults;

    /// <summary>The folder of the main file; every path is also written as seen from here.</summary>
    public string Home { get; } = home;

    /// <summary>The paths that read differently from <see cref="Home"/>.</summary>
    public IReadOnlyDictionary<ScalarNode, string> Paths => _paths;

    /// <summary>The same with another list of faults.</summary>
    public BindContext With(ICollection<InputError> others) => new(Catalogues, others, Home);

    /// <summary>Reports a fault: <c>path: message</c> at the node.</summary>
    public void Fault(Node node, KeyPath path, string message, int columnOffset = 0)
    {
        string where = path.ToString();
        Faults.Add(node.Fault(where.Length == 0 ? message : $"{where}: {message}", columnOffset));
    }

    /// <summary>The path that a scalar holds, resolved against the file that wrote it.</summary>
    public FilePath Resolve(ScalarNode node)
    {
        string full = Path.GetFullPath(Path.Combine(node.Origin.Directory, node.Value));
        bool movable = Path.IsPathRooted(node.Value) || string.Equals(node.Origin.Directory, Home, StringComparison.Ordinal);
        string written = movable ? node.Value : Path.GetRelativePath(Home, full).Replace('\\', '/');
        if (!movable)
        {
            _paths[node] = written;
        }

        return new FilePath(written, full);
    }
}
