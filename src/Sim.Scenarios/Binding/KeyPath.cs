using System.Globalization;

namespace Sim.Scenarios.Binding;

/// <summary>The way from the top of a file to a value, written <c>hosts[1].count</c>; text is made only when a fault needs it.</summary>
internal sealed class KeyPath
{
    /// <summary>The top of a file.</summary>
    public static readonly KeyPath Root = new(null, "", -1);

    private readonly KeyPath? _parent;
    private readonly string _key;
    private readonly int _index;

    private KeyPath(KeyPath? parent, string key, int index)
    {
        _parent = parent;
        _key = key;
        _index = index;
    }

    /// <summary>The key <paramref name="key"/> of the mapping here.</summary>
    public KeyPath Of(string key) => new(this, key, -1);

    /// <summary>The entry <paramref name="index"/> of the list here.</summary>
    public KeyPath At(int index) => new(this, "", index);

    /// <inheritdoc/>
    public override string ToString()
    {
        if (_parent is null)
        {
            return "";
        }

        string parent = _parent.ToString();
        if (_index >= 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{parent}[{_index}]");
        }

        return parent.Length == 0 ? _key : $"{parent}.{_key}";
    }
}
