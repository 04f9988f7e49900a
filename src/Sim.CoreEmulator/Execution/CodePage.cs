namespace Sim.CoreEmulator.Execution;

/// <summary>What was decoded from one page of main memory.</summary>
internal sealed class CodePage
{
    private const int GranuleBits = 6;
    private readonly Block?[] _blocks = new Block?[2048];
    private ulong _granules;
    private int _watched = -1;

    /// <summary>Whether nothing is decoded here, so that stores are nobody's business.</summary>
    public bool IsEmpty => _granules == 0 && _watched < 0;

    /// <summary>Has the machine look up when the 8 bytes at an offset are written: a program speaks to its host so.</summary>
    public void Watch(int offset) => _watched = offset;

    /// <summary>Whether a store concerns the bytes that are watched.</summary>
    public bool IsWatched(int offset, int size) => _watched >= 0 && offset < _watched + 8 && offset + size > _watched;

    /// <summary>The block that starts at a byte offset; null where none does.</summary>
    public Block? At(int offset) => _blocks[offset >> 1];

    /// <summary>Keeps a block.</summary>
    public void Add(int offset, Block block)
    {
        _blocks[offset >> 1] = block;
        Cover(offset, block.Bytes);
    }

    /// <summary>Marks bytes as decoded from: also those that a translation took in.</summary>
    public void Cover(int offset, int bytes) => _granules |= Granules(offset, bytes);

    /// <summary>Whether code was decoded from near these bytes.</summary>
    public bool Covers(int offset, int bytes) => (_granules & Granules(offset, bytes)) != 0;

    /// <summary>Forgets everything: the memory has changed.</summary>
    public void Drop()
    {
        if (IsEmpty)
        {
            return;
        }

        foreach (Block? block in _blocks)
        {
            if (block is not null)
            {
                block.Dropped = true;
            }
        }

        System.Array.Clear(_blocks);
        _granules = 0;
    }

    private static ulong Granules(int offset, int bytes)
    {
        int first = offset >> GranuleBits;
        int last = System.Math.Min((offset + System.Math.Max(bytes, 1) - 1) >> GranuleBits, 63);
        return (ulong.MaxValue >> (63 - last)) & (ulong.MaxValue << first);
    }
}
