namespace Sim.Experiments.Validation.Core;

/// <summary>A kernel of <c>Programs/kernels.c</c>, by the number of its markers.</summary>
internal enum Kernel
{
    /// <summary>Lists of 33 nodes: find, reverse, sort.</summary>
    Lists,

    /// <summary>Integer matrices of 9 x 9.</summary>
    Matrices,

    /// <summary>A state machine over 666 characters.</summary>
    States,

    /// <summary>The three before and their checksums, in the shares of CoreMark.</summary>
    Mark,

    /// <summary>A checksum by table.</summary>
    Crc,

    /// <summary>A filter of 64 taps.</summary>
    Filter,

    /// <summary>Decoding a bit stream by a tree.</summary>
    Decode,

    /// <summary>Integer matrices of 20 x 20.</summary>
    Matmul,

    /// <summary>A net of many small conditions.</summary>
    Net,

    /// <summary>Rounds of a cipher by table.</summary>
    Cipher,

    /// <summary>Shell sort of 300 keys.</summary>
    Sorting,

    /// <summary>Five bodies in double precision.</summary>
    Bodies,

    /// <summary>Words in text.</summary>
    Search,
}
