"""What a mention means, learned: the place itself, the people behind it, a part of another name, or a people."""
